import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Disk } from './disk.js';

/** What is read of a unit file; everything else in it means nothing here. */
export interface UnitFile {
  readonly name: string;
  readonly after: readonly string[];
  readonly before: readonly string[];
  readonly wants: readonly string[];
  readonly wantedBy: readonly string[];
  /** False when the unit may run before the network and cloud-init. */
  readonly hasDefaultDependencies: boolean;
  readonly type: string;
  readonly remainsAfterExit: boolean;
  readonly environmentFiles: readonly string[];
  readonly execStart: readonly string[];
  readonly restart: string;
  readonly restartSec: number;
  readonly killMode: string;
}

const ETC = '/etc/systemd/system';

/** The unit's file, the administrator's before the image's; `masked` when it must not run. */
export function findUnitFile(disk: Disk, name: string): UnitFile | 'masked' | undefined {
  if (isMasked(disk, name)) return 'masked';
  const path = [ETC, '/lib/systemd/system'].map((folder) => disk.path(`${folder}/${name}`)).find(existsSync);
  return path === undefined ? undefined : parseUnit(name, readFileSync(path, 'utf8'));
}

/** Names of the units that `target` wants by a link. */
export function listEnabled(disk: Disk, target: string): string[] {
  const folder = disk.path(`${ETC}/${target}.wants`);
  return existsSync(folder) ? readdirSync(folder) : [];
}

export function enable(disk: Disk, unit: UnitFile): void {
  for (const target of unit.wantedBy) {
    const link = disk.path(`${ETC}/${target}.wants/${unit.name}`);
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { force: true });
    symlinkSync(`${ETC}/${unit.name}`, link);
  }
}

export function disable(disk: Disk, unit: UnitFile): void {
  for (const target of unit.wantedBy)
    rmSync(disk.path(`${ETC}/${target}.wants/${unit.name}`), { force: true });
}

/** False where a file of the administrator's is in the way, as with the real one. */
export function mask(disk: Disk, name: string): boolean {
  if (isMasked(disk, name)) return true;
  const path = disk.path(`${ETC}/${name}`);
  if (existsSync(path)) return false;
  symlinkSync('/dev/null', path);
  return true;
}

function isMasked(disk: Disk, name: string): boolean {
  const path = disk.path(`${ETC}/${name}`);
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  return isLink && readlinkSync(path) === '/dev/null';
}

function parseUnit(name: string, text: string): UnitFile {
  const lines = [...text.matchAll(/^(\w+)=(.*)$/gm)];
  const all = (key: string): string[] =>
    lines
      .filter(([, found]) => found === key)
      .flatMap(([, , value = '']) => value.split(/\s+/).filter(Boolean));
  const last = (key: string, otherwise: string): string => all(key).at(-1) ?? otherwise;
  return {
    name,
    after: all('After'),
    before: all('Before'),
    wants: [...all('Wants'), ...all('Requires')],
    wantedBy: all('WantedBy'),
    hasDefaultDependencies: last('DefaultDependencies', 'yes') !== 'no',
    type: last('Type', 'simple'),
    remainsAfterExit: last('RemainAfterExit', 'no') === 'yes',
    environmentFiles: all('EnvironmentFile'),
    execStart: all('ExecStart'),
    restart: last('Restart', 'no'),
    restartSec: Number.parseFloat(last('RestartSec', '0.1')),
    killMode: last('KillMode', 'control-group'),
  };
}
