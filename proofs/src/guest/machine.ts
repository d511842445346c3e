import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Accelerator } from './accelerator.js';
import { output } from './command.js';
import { Console } from './console.js';
import type { Image } from './image.js';
import { SerialShell } from './serial-shell.js';
import { SOURCES } from './source.js';

export interface Interface {
  readonly mac: string;
  readonly mtu: number;
  /** The tap, and a process in whose network namespace it is. */
  readonly tap: string;
  readonly namespacePid: number;
}

export interface MachineSpec {
  /** For messages. */
  readonly name: string;
  readonly image: Image;
  readonly accelerator: Accelerator;
  /** As Hetzner's firmware tells the machine, and its metadata service. */
  readonly instanceId: string;
  /** In the order of their slots. */
  readonly interfaces: readonly Interface[];
}

const RUN_WITH_TAPS = join(SOURCES, 'guest/run-with-taps.py');

/** Without guards against other users of the processor: in software they cost time and guard nothing. */
const KERNEL_LINE = 'root=/dev/vda rw console=ttyS0 mitigations=off';

/** The file descriptor at which run-with-taps.py puts the first tap. */
const FIRST_TAP = 10;

/** A machine in QEMU that boots an image's kernel on a disk of its own, as a server at Hetzner would. */
export class Machine {
  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
    readonly console: Console,
    private readonly shell: SerialShell,
  ) {}

  /** Powers a new machine on, and is back before its kernel runs. It dies with this process. */
  static async powerOn(spec: MachineSpec): Promise<Machine> {
    const folder = await mkdtemp(join(tmpdir(), 'proof-machine-'));
    const disk = join(folder, 'disk.qcow2');
    await output('qemu-img', 'create', '-q', '-f', 'qcow2', '-b', spec.image.disk, '-F', 'raw', disk);
    const port = join(folder, 'shell');
    const taps = spec.interfaces.map((nic) => `${nic.namespacePid}:${nic.tap}`);
    const qemu = ['qemu-system-x86_64', ...hardware(spec), '-drive', `file=${disk},if=virtio,cache=unsafe`];
    const ports = ['-serial', 'stdio', '-serial', `unix:${port},server=on,wait=off`];
    const child = spawn(
      'setpriv',
      ['--pdeathsig', 'KILL', '--', 'python3', RUN_WITH_TAPS, ...taps, '--', ...qemu, ...ports],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaints += chunk.toString();
    });
    const console = new Console(spec.name, child.stdout);
    const logs = process.env.PROOF_LOG_DIR;
    if (logs) child.stdout.pipe(createWriteStream(join(logs, `${spec.name.replaceAll(' ', '-')}.log`)));
    while (!existsSync(port)) {
      if (child.exitCode !== null) throw new Error(`${spec.name} does not start: ${complaints}`);
      await delay(50);
    }
    return new Machine(child, folder, console, await SerialShell.connect(port));
  }

  /** Runs shell commands inside as root, by a serial port; they may fail. */
  run(commands: string, timeoutMs?: number): ReturnType<SerialShell['run']> {
    return this.shell.run(commands, timeoutMs);
  }

  /** As `run`, but throws when the last of the commands fails; gives what they wrote. */
  async must(commands: string, timeoutMs?: number): Promise<string> {
    const { status, output: text } = await this.run(commands, timeoutMs);
    if (status !== 0) throw new Error(`${this.console.machineName}: ${commands}: exit ${status}: ${text}`);
    return text;
  }

  /** Repeats commands until they succeed. Rejects after `timeoutMs` with what they wrote the last time. */
  async untilSucceeds(commands: string, timeoutMs: number): Promise<string> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const { status, output: text } = await this.run(commands, Math.max(1, deadline - Date.now()));
      if (status === 0) return text;
      if (Date.now() > deadline) {
        throw new Error(`${this.console.machineName}: ${commands}: for ${timeoutMs / 1000} s: ${text}`);
      }
      await delay(1_000);
    }
  }

  /** As the machine's own `reboot`; back when the kernel starts anew. */
  async reboot(): Promise<void> {
    const { position } = this.console;
    await this.must('systemctl --no-block reboot');
    await this.console.until(/Linux version/, 120_000, position);
  }

  /** As if its power were cut; its disk is lost. */
  async destroy(): Promise<void> {
    this.shell.close();
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const gone = new Promise((resolve) => {
        this.process.once('exit', resolve);
      });
      this.process.kill('SIGKILL');
      await gone;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

function hardware({ accelerator, image, instanceId, interfaces }: MachineSpec): string[] {
  const board = '-M q35 -m 768 -smp 2 -display none -nodefaults -device virtio-rng-pci'.split(' ');
  const firmware = ['-smbios', `type=1,manufacturer=Hetzner,product=vServer,serial=${instanceId}`];
  const kernel = ['-kernel', image.kernel, '-initrd', image.initrd, '-append', KERNEL_LINE];
  const cards = interfaces.flatMap(({ mac, mtu }, index) => {
    const tap = `tap,id=nic${index},fd=${FIRST_TAP + index}`;
    return ['-netdev', tap, '-device', `virtio-net-pci,netdev=nic${index},mac=${mac},host_mtu=${mtu}`];
  });
  return [...accelerator.args, ...board, ...firmware, ...kernel, ...cards];
}
