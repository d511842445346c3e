import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Asks the stand-in for systemd, which runs outside: `units.ts`. Its answer is an exit code, a space and a text. */
const SYSTEMCTL = `#!/bin/sh
answer=$(printf '%s\\n' "$@" | curl -sS --unix-socket /run/outside/systemd --data-binary @- http://systemd/) || exit 1
text=\${answer#* }
[ -z "$text" ] || echo "$text" >&2
exit "\${answer%% *}"
`;

/**
 * What a machine keeps over a restart: /etc, /usr/local and /var. It begins with this machine's own /etc, without
 * units and name servers, and with the other two empty; all else of this machine's files is seen read-only.
 */
export class Disk {
  private readonly folder = mkdtempSync(join(tmpdir(), 'proof-machine-'));

  constructor() {
    execFileSync('cp', ['-a', '/etc', this.folder]);
    rmSync(this.path('/etc/systemd/system'), { recursive: true, force: true });
    rmSync(this.path('/etc/resolv.conf'), { force: true });
    for (const folder of [
      'etc/systemd/system',
      'lib/systemd/system',
      'usr/local/sbin',
      'outside',
      'var/tmp',
    ]) {
      mkdirSync(this.path(folder), { recursive: true });
    }
    for (const folder of ['dhcp', 'cloud', 'misc'])
      mkdirSync(this.path(`var/lib/${folder}`), { recursive: true });
    mkdirSync(this.path('var/log'));
    this.write('/etc/resolv.conf', '');
    this.write('/etc/hosts', '127.0.0.1 localhost\n');
    // dhclient's script reads it.
    this.write('/etc/fstab', '');
    this.write('/systemctl', SYSTEMCTL);
    chmodSync(this.path('/systemctl'), 0o755);
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

  delete(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
