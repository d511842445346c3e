import { WEB_NAME } from '../fabric/addresses.js';
import { PACKAGE } from './apt-repository.js';

/** What a user's script at the end of every boot says on the console, with seconds since the start of the kernel. */
export const BOOTED = /PROOF booted at (\d+) s/;

/** What it says before: of the package that `packages:` names, of the archive, and of a page on the web. */
export function findingsOf(consoleText: string): Record<string, string> {
  const lines = consoleText.matchAll(/PROOF (package|archive|page): (.*?)\r?\n/g);
  return Object.fromEntries([...lines].map(([, what = '', found = '']) => [what, found]));
}

/**
 * User data as a user would write it, knowing nothing of gateways: a package from an archive on the web, and a script
 * at every boot that uses archive and web anew. The archive is reached through no cache: neither of package lists nor
 * of packages.
 */
export const USER_PART = `#cloud-config
apt:
  preserve_sources_list: true
  sources:
    proof.list:
      source: "deb [trusted=yes] http://${WEB_NAME}/files/ ./"
package_update: true
packages:
  - ${PACKAGE}
write_files:
  - path: /var/lib/cloud/scripts/per-boot/proof
    permissions: "0755"
    content: |
      #!/bin/sh
      say() { echo "PROOF $*" >/dev/console; }
      say "package: $(${PACKAGE} 2>/dev/null || echo missing)"
      rm -rf /var/lib/apt/lists/* /var/cache/apt/*
      if apt-get -q -o APT::Update::Error-Mode=any update && apt-get -q -y --reinstall install ${PACKAGE}; then
        say archive: reached
      else
        say archive: not reached
      fi
      say "page: $(curl -fsS -m 20 http://${WEB_NAME}/address 2>&1)"
      read -r uptime _ </proc/uptime
      say "booted at \${uptime%.*} s"
`;
