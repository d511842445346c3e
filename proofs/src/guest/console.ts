import type { Readable } from 'node:stream';

/** What no boot may say, whatever else it does. */
const FAULTS = /BUG:|Oops|Traceback \(most|ordering cycle|Kernel panic/;

/** The first serial port of a machine: what kernel, systemd and cloud-init say, from the first boot on. */
export class Console {
  text = '';
  private readonly waiting = new Set<() => void>();
  private isClosed = false;

  constructor(
    readonly machineName: string,
    stream: Readable,
  ) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      this.text += text;
      this.look();
    });
    stream.once('close', () => {
      this.isClosed = true;
      this.look();
    });
  }

  /** Where the console stands, to wait for what comes after. */
  get position(): number {
    return this.text.length;
  }

  /**
   * The first match after `from`, as soon as it is there. Rejects with the end of the text after `timeoutMs`, when the
   * machine is gone, and at the first fault of the system.
   */
  async until(pattern: RegExp, timeoutMs: number, from = 0): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        this.waiting.delete(look);
        clearTimeout(timer);
        settle();
      };
      const fail = (what: string): void => {
        const tail = this.text.slice(-4000);
        end(() => reject(new Error(`${this.machineName} ${what}, waiting for ${String(pattern)}:\n${tail}`)));
      };
      const look = (): void => {
        const match = pattern.exec(this.text.slice(from));
        const fault = FAULTS.exec(this.text);
        if (fault) fail(`said ${fault[0]}`);
        else if (match) end(() => resolve(match));
        else if (this.isClosed) fail('ended');
      };
      const timer = setTimeout(() => fail(`was silent for ${timeoutMs / 1000} s`), timeoutMs);
      this.waiting.add(look);
      look();
    });
  }

  private look(): void {
    for (const look of this.waiting) look();
  }
}
