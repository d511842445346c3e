import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { output } from './command.js';

/** The package of the repository: a program that says so. */
export const PACKAGE = 'proof-package';

/** A flat repository of Debian packages, in a folder that a web server may serve. */
export interface AptRepository {
  readonly folder: string;
  delete(): Promise<void>;
}

/** Makes a repository with one small package. Unsigned: who uses it has to trust it. */
export async function makeAptRepository(): Promise<AptRepository> {
  const folder = await mkdtemp(join(tmpdir(), 'proof-repository-'));
  const control = [
    `Package: ${PACKAGE}`,
    'Version: 1.0',
    'Architecture: all',
    'Maintainer: Proof <proof@web.example>',
    'Description: says that it is installed',
  ];
  const tree = join(folder, 'tree');
  const program = join(tree, 'usr/bin', PACKAGE);
  await mkdir(join(tree, 'DEBIAN'), { recursive: true });
  await mkdir(join(tree, 'usr/bin'), { recursive: true });
  await writeFile(join(tree, 'DEBIAN/control'), `${control.join('\n')}\n`);
  await writeFile(program, '#!/bin/sh\necho installed\n');
  await chmod(program, 0o755);
  const file = `${PACKAGE}_1.0_all.deb`;
  await output('dpkg-deb', '--build', '--root-owner-group', tree, join(folder, file));

  const facts = await factsOf(join(folder, file));
  const packages = [...control, `Filename: ./${file}`, `Size: ${facts.size}`, `SHA256: ${facts.sha256}`, ''];
  await writeFile(join(folder, 'Packages'), packages.join('\n'));
  const list = await factsOf(join(folder, 'Packages'));
  const release = [
    `Date: ${new Date().toUTCString()}`,
    'SHA256:',
    ` ${list.sha256} ${list.size} Packages`,
    '',
  ];
  await writeFile(join(folder, 'Release'), release.join('\n'));
  return { folder, delete: () => rm(folder, { recursive: true }) };
}

async function factsOf(path: string): Promise<{ size: number; sha256: string }> {
  const bytes = await readFile(path);
  return { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
