/** What `npm start` shows while it works: one line per step with its time. */

export interface Progress {
  /** Runs `work` and prints `title`, or what `work` returns as text, with the time that it took. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  say: (message: string) => void;
}

export function createProgress(stream: NodeJS.WritableStream = process.stdout): Progress {
  const say = (message: string) => void stream.write(`${message}\n`);
  return {
    say,
    async step(title, work) {
      const begin = performance.now();
      const result = await work();
      say(`  ${title.padEnd(44)} ${((performance.now() - begin) / 1_000).toFixed(1)} s`);
      return result;
    },
  };
}
