import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Asks the stand-in for systemd, which runs outside: `units.ts`. Its answer is an exit code, a space and a text. */
const SYSTEMCTL = `#!/bin/sh
answer=$(printf '%s\\n' "$@" | curl -sS --unix-socket /run/outside/systemd --data-binary @- http://systemd/) || exit 1
text=\${answer#* }
[ -z "$text" ] || echo "$text" >&2
exit "\${answer%% *}"
`;

/** What the C library, DHCP clients and the tools of a Debian read of this machine's /etc. */
const OF_ETC = words(`
  passwd group shadow gshadow login.defs pam.d pam.conf security
  nsswitch.conf host.conf gai.conf protocols services dhcp iproute2
  ld.so.cache ld.so.conf ld.so.conf.d alternatives ssl/openssl.cnf
  debian_version os-release machine-id
`);

const FOLDERS = words(`
  etc/systemd/system lib/systemd/system usr/local/sbin outside var/tmp var/log var/lib/dhcp var/lib/cloud
`);

/**
 * What a machine keeps over a restart: /etc, /usr/local and /var. It begins with a part of this machine's own /etc,
 * and with the other two empty; all else of this machine's files is seen read-only.
 */
export class Disk {
  private readonly folder = mkdtempSync(join(tmpdir(), 'proof-machine-'));

  private constructor() {}

  static async create(): Promise<Disk> {
    const disk = new Disk();
    for (const folder of FOLDERS) mkdirSync(disk.path(folder), { recursive: true });
    const files = OF_ETC.filter((file) => existsSync(join('/etc', file)));
    await promisify(execFile)('cp', ['-a', '--parents', ...files, disk.path('etc')], { cwd: '/etc' });
    symlinkSync('/run', disk.path('var/run'));
    disk.write('/etc/resolv.conf', '');
    disk.write('/etc/hosts', '127.0.0.1 localhost\n');
    // dhclient's script reads it.
    disk.write('/etc/fstab', '');
    disk.write('/systemctl', SYSTEMCTL);
    chmodSync(disk.path('/systemctl'), 0o755);
    return disk;
  }

  /** Where a file of the machine lies here. Units of the image lie under `/lib/systemd/system`. */
  path(file: string): string {
    return join(this.folder, file);
  }

  write(file: string, content: string): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), content);
  }

  /** The shell commands that make a new mount namespace see this disk. */
  get mounts(): string {
    return `
mount --bind ${this.path('etc')} /etc
mount --bind ${this.path('usr/local')} /usr/local
mount --bind ${this.path('var')} /var
mount --bind ${this.path('systemctl')} /usr/bin/systemctl
mount -t tmpfs tmpfs /run
mkdir -p /run/systemd/system /run/lock /run/units /run/outside
mount --bind ${this.path('outside')} /run/outside
mount -t sysfs sysfs /sys
mount -t tmpfs tmpfs /tmp
mount -o remount,bind,ro /
`;
  }

  async delete(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
