import { output } from './command.js';

/** The archive that this machine's apt takes Debian's packages from, such as `http://deb.debian.org/debian`. */
export async function debianMirror(): Promise<string> {
  const targets = await output('apt-get', 'indextargets', '--format', '$(SITE)');
  const sites = targets.split('\n');
  // Security and other archives have other folders.
  const mirror = sites.find((site) => /\/debian\/?$/.test(site));
  if (!mirror) throw new Error('apt of this machine is configured for no Debian archive');
  return mirror;
}

/** When the suite's package lists were made, as the archive spells it: changes with each point release. */
export async function releaseDate(mirror: string, codename: string): Promise<string> {
  const response = await fetch(`${mirror}/dists/${codename}/Release`);
  const date = /^Date: (.*)$/m.exec(await response.text())?.[1];
  if (!response.ok || !date) throw new Error(`${codename} is not in this machine's Debian archive`);
  return date;
}
