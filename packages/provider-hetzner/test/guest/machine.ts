import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Addresses of the machine's private network, where a guest has two, and those between machine and internet. */
export interface Wiring {
  readonly networkRange: string;
  readonly fabricGateway: string;
  readonly guestAddresses: readonly [string, string];
  /** This process's end of the way to the internet, and the machine's. */
  readonly internet: string;
  readonly public: string;
}

const OWN_COPIES = ['/etc', '/var/lib', '/usr/local'];

/**
 * A NAT VM and one guest as network namespaces. The machine sees copies of the folders that its boothook writes to,
 * and nothing of this system's service manager. Needs root.
 */
export class Machine {
  readonly #name = `nat-${process.pid}`;
  readonly #guest = `${this.#name}-guest`;
  readonly #folder = mkdtempSync(join(tmpdir(), 'machine-'));
  readonly #processes: ChildProcess[] = [];
  #init: ChildProcess | undefined;

  async start(wiring: Wiring): Promise<void> {
    this.#wire(wiring);
    const copies = OWN_COPIES.map((path, index) => {
      const layer = `${this.#folder}/${index}`;
      const options = `lowerdir=${path},upperdir=${layer}/upper,workdir=${layer}/work`;
      return `mkdir -p ${layer}/upper ${layer}/work && mount -t overlay overlay -o ${options} ${path}`;
    });
    const mounts = [`mount -t tmpfs tmpfs ${this.#folder}`, ...copies, 'mount -t tmpfs tmpfs /run'];
    const script = `set -e\n${mounts.join('\n')}\necho ready\nexec sleep infinity`;
    this.#init = spawn('ip', ['netns', 'exec', this.#name, 'sh', '-c', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [first] = (await once(this.#init.stdout!, 'data')) as [Buffer];
    if (first.toString() !== 'ready\n') throw new Error(`the machine does not start: ${first.toString()}`);
  }

  #wire({ networkRange, fabricGateway, guestAddresses, internet, public: publicAddress }: Wiring): void {
    const [vm, guest, uplink] = [this.#name, this.#guest, this.#name];
    for (const name of [vm, guest]) {
      ip('netns', 'add', name);
      ip('-n', name, 'link', 'set', 'lo', 'up');
    }
    ip('link', 'add', uplink, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', vm);
    ip('address', 'add', `${internet}/30`, 'dev', uplink);
    ip('link', 'set', uplink, 'up');
    ip('-n', vm, 'address', 'add', `${publicAddress}/30`, 'dev', 'eth0');
    ip('-n', vm, 'link', 'set', 'eth0', 'up');
    ip('-n', vm, 'route', 'add', 'default', 'via', internet);
    ip('-n', vm, 'link', 'add', 'enp7s0', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', guest);
    ip('-n', vm, 'link', 'set', 'enp7s0', 'address', '86:00:00:00:00:01');
    // The guest is the fabric, too.
    for (const address of [fabricGateway, ...guestAddresses]) {
      ip('-n', guest, 'address', 'add', `${address}/32`, 'dev', 'eth0');
    }
    ip('-n', guest, 'link', 'set', 'eth0', 'up');
    ip('-n', guest, 'route', 'add', networkRange, 'dev', 'eth0');
  }

  /** A program in the machine, as root; its standard output. Throws when it fails. */
  run(command: readonly string[], input = ''): string {
    const done = spawnSync('nsenter', [...this.#enter(), ...command], { input, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${command.join(' ')}: ${done.stderr}`);
    return done.stdout;
  }

  /** A program in the machine that goes on until it is killed, or the machine stops. */
  keep(command: readonly string[]): ChildProcess {
    const child = spawn('nsenter', [...this.#enter(), ...command], { stdio: 'ignore' });
    this.#processes.push(child);
    return child;
  }

  /** From one of the guest's addresses through the machine: whether a TCP connection is made within two seconds. */
  connect(from: string, via: string, to: { address: string; port: number }): boolean {
    ip('-n', this.#guest, 'route', 'replace', 'default', 'via', via, 'dev', 'eth0', 'onlink');
    const code = `import socket; socket.create_connection(("${to.address}", ${to.port}), 2, ("${from}", 0)).close()`;
    const args = ['netns', 'exec', this.#guest, '/usr/bin/python3', '-c', code];
    return spawnSync('ip', args, { stdio: 'ignore' }).status === 0;
  }

  async stop(): Promise<void> {
    for (const child of [...this.#processes, ...(this.#init ? [this.#init] : [])]) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    for (const name of [this.#name, this.#guest]) spawnSync('ip', ['netns', 'delete', name]);
    rmSync(this.#folder, { recursive: true });
  }

  #enter(): string[] {
    return ['--target', String(this.#init?.pid), '--mount', '--net'];
  }
}

function ip(...args: string[]): void {
  const { status, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr}`);
}
