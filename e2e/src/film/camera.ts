/** Films a page: Chromium hands over its frames as they are drawn, and makes a film of them by its own encoder. */
import { writeFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';

/** In px; the words stand below the page. */
export const PAGE_SIZE = { width: 1_280, height: 800 };
const WORDS_HEIGHT = 56;

const BITS_PER_SECOND = 320_000;
const JPEG_QUALITY = 88;

interface Frame {
  /** JPEG, base64. */
  data: string;
  /** When it is shown, in ms since the film began. */
  at: number;
  words: string;
}

/** What is told meanwhile, and how long it may be, in ms. */
interface Scene {
  words: string;
  mostMs: number;
  /** In s since the epoch. */
  begin: number;
}

export interface Camera {
  /** What follows is another scene; one that takes longer than `mostMs` is shown faster, and the words say so. */
  scene(words: string, mostMs?: number): void;
  /** Ends the film, and writes it as WebM. */
  save(browser: Browser, path: string): Promise<void>;
}

export async function filming(page: Page): Promise<Camera> {
  const session = await page.context().newCDPSession(page);
  const taken: { data: string; at: number }[] = [];
  const scenes: Scene[] = [];
  session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    taken.push({ data, at: metadata.timestamp ?? Date.now() / 1_000 });
    // The page may be gone by then.
    session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
  });
  const { width: maxWidth, height: maxHeight } = PAGE_SIZE;
  const format = { format: 'jpeg', quality: JPEG_QUALITY, maxWidth, maxHeight } as const;
  await session.send('Page.startScreencast', format);
  return {
    scene(words, mostMs = Infinity) {
      scenes.push({ words, mostMs, begin: Date.now() / 1_000 });
    },
    async save(browser, path) {
      await session.send('Page.stopScreencast');
      const end = Date.now() / 1_000;
      await develop(browser, cut(taken, scenes, end), path);
    },
  };
}

/** Puts each frame where it belongs in the film; the first of a scene is the last of the one before it. */
function cut(taken: readonly { data: string; at: number }[], scenes: readonly Scene[], end: number): Frame[] {
  const frames: Frame[] = [];
  let sceneAt = 0;
  let last = taken[0]?.data ?? '';
  for (const [index, { words, mostMs, begin }] of scenes.entries()) {
    const next = scenes[index + 1]?.begin ?? end;
    const speed = Math.max(1, Math.ceil(((next - begin) * 1_000) / mostMs));
    const said = speed === 1 ? words : `${words}  (${speed} times as fast)`;
    frames.push({ data: last, at: sceneAt, words: said });
    for (const { data, at } of taken.filter((each) => each.at >= begin && each.at < next)) {
      frames.push({ data, at: sceneAt + ((at - begin) * 1_000) / speed, words: said });
      last = data;
    }
    sceneAt += ((next - begin) * 1_000) / speed;
  }
  frames.push({ ...frames.at(-1)!, at: sceneAt });
  return frames;
}

/** The encoder takes pictures as they are drawn, so this takes as long as the film does. */
async function develop(browser: Browser, frames: readonly Frame[], path: string): Promise<void> {
  const page = await browser.newPage();
  await page.exposeFunction('frameOf', (index: number) => frames[index]);
  const { width, height } = PAGE_SIZE;
  const film = await page.evaluate<string>(
    `(${ENCODER})(${JSON.stringify({ width, height, words: WORDS_HEIGHT, bits: BITS_PER_SECOND })})`,
  );
  writeFileSync(path, Buffer.from(film, 'base64'));
  await page.close();
}

/** Runs in the page; gives the film in base64. */
const ENCODER = `async ({ width, height, words, bits }) => {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height + words;
  const context = canvas.getContext('2d');
  const draw = (frame, picture) => {
    context.fillStyle = '#11191c';
    context.fillRect(0, height, width, words);
    context.fillStyle = '#ffffff';
    context.font = '500 22px system-ui, sans-serif';
    context.textBaseline = 'middle';
    context.fillText(frame.words, 24, height + words / 2);
    context.drawImage(picture, 0, 0, width, height);
  };
  const load = async (index) => {
    const frame = await frameOf(index);
    if (!frame) return undefined;
    const bytes = Uint8Array.from(atob(frame.data), (letter) => letter.charCodeAt(0));
    return { frame, picture: await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' })) };
  };
  let next = await load(0);
  draw(next.frame, next.picture);
  const recorder = new MediaRecorder(canvas.captureStream(20), {
    mimeType: 'video/webm;codecs=vp9',
    videoBitsPerSecond: bits,
  });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const isOver = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.start();
  const begin = performance.now();
  for (let index = 0; next; index++) {
    const { frame, picture } = next;
    const loading = load(index + 1);
    const left = frame.at - (performance.now() - begin);
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
    draw(frame, picture);
    picture.close();
    next = await loading;
  }
  recorder.stop();
  await isOver;
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return btoa(text);
}`;
