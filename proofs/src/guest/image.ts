import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { output } from './command.js';
import { debianMirror, releaseDate } from './debian-mirror.js';
import { SOURCES, filesIn } from './source.js';
import { BASE_PACKAGES, type Suite } from './suites.js';

const BUILD = 'guest/build-image.sh';
const IMAGE_FILES = 'guest/image-files';

/** Paths of what QEMU boots. The disk is raw and never written to. */
export interface Image {
  readonly disk: string;
  readonly kernel: string;
  readonly initrd: string;
}

/**
 * The suite's image, from the cache when packages, files and the suite's release are those it was made of; else made
 * anew, in two to four minutes. Needs root, debootstrap and the Debian archive of this machine's apt.
 */
export async function ensureImage(suite: Suite): Promise<Image> {
  const mirror = await debianMirror();
  const key = await imageKey(suite, await releaseDate(mirror, suite.codename));
  const folder = join(cacheFolder(), `${suite.codename}-${key}`);
  if (!existsSync(folder)) await build(suite, mirror, folder);
  return { disk: join(folder, 'disk.raw'), kernel: join(folder, 'kernel'), initrd: join(folder, 'initrd') };
}

async function build(suite: Suite, mirror: string, folder: string): Promise<void> {
  await mkdir(cacheFolder(), { recursive: true });
  const unfinished = await mkdtemp(join(cacheFolder(), `${suite.codename}-unfinished-`));
  const overlays = suite.overlays.map((name) => join(SOURCES, IMAGE_FILES, name));
  try {
    await output(
      'unshare',
      '--mount',
      join(SOURCES, BUILD),
      suite.codename,
      mirror,
      BASE_PACKAGES.join(','),
      suite.packages.join(' '),
      overlays.join(' '),
      unfinished,
    );
    await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** `PROOF_CACHE_DIR`, else a folder of the user's cache. Images take about a gigabyte each. */
function cacheFolder(): string {
  const userCache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return process.env.PROOF_CACHE_DIR ?? join(userCache, 'seca-hetzner', 'guest-images');
}

async function imageKey(suite: Suite, date: string): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([date, BASE_PACKAGES, suite]));
  for (const path of [BUILD, ...(await filesIn(IMAGE_FILES))]) {
    hash.update(path).update(await readFile(join(SOURCES, path)));
  }
  return hash.digest('hex').slice(0, 16);
}
