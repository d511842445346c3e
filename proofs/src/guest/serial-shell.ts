import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export interface Outcome {
  readonly status: number;
  /** Of both standard output and standard error. */
  readonly output: string;
}

const KNOCK_EVERY_MS = 2_000;

/**
 * The root shell that our images keep on the second serial port: looks into a machine without its network. One
 * command at a time.
 */
export class SerialShell {
  private text = '';
  private onText: () => void = () => {};

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('utf8').on('data', (text: string) => {
      this.text += text;
      this.onText();
    });
    // The machine may be killed at any time; whoever waits has a time-out.
    socket.on('error', () => {});
  }

  static async connect(path: string): Promise<SerialShell> {
    const socket = connect(path);
    await new Promise((resolve, reject) => {
      socket.once('connect', resolve).once('error', reject);
    });
    return new SerialShell(socket);
  }

  /** Runs shell commands, from when the shell is there; they may fail. */
  async run(commands: string, timeoutMs = 60_000): Promise<Outcome> {
    const deadline = Date.now() + timeoutMs;
    await this.knock(deadline);
    const [output, status] = await this.ask(`{ ${commands}\n} </dev/null 2>&1; echo @ $?`, deadline);
    return { status: Number(status), output: output.trim() };
  }

  close(): void {
    this.socket.destroy();
  }

  /** Bytes are lost while nobody has opened the port, so the shell is asked for an answer first. */
  private async knock(deadline: number): Promise<void> {
    for (;;) {
      try {
        await this.ask('echo @ 0', Math.min(deadline, Date.now() + KNOCK_EVERY_MS));
        return;
      } catch (error) {
        if (Date.now() >= deadline) throw error;
      }
    }
  }

  /** Sends a line in which `@` stands for a mark, and gives what comes before that mark and the number behind it. */
  private ask(line: string, deadline: number): Promise<[before: string, number: string]> {
    const mark = randomUUID();
    const answer = new RegExp(`^([^]*?)${mark} (\\d+)\\r?\\n`);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => {
          this.onText = () => {};
          reject(new Error(`no answer to ${line}: ${this.text.slice(-1000)}`));
        },
        Math.max(0, deadline - Date.now()),
      );
      this.text = '';
      this.onText = () => {
        const match = answer.exec(this.text);
        if (!match) return;
        clearTimeout(timer);
        this.onText = () => {};
        resolve([match[1] ?? '', match[2] ?? '']);
      };
      // In two pieces, so that an echo of the line is no answer.
      this.socket.write(`\n${line.replace(/@(?= \S+$)/, `${mark.slice(0, 8)}""${mark.slice(8)}`)}\n`);
    });
  }
}
