import type { Namespace } from '../fabric/namespace.js';
import type { Disk } from './disk.js';
import { Service } from './service.js';
import { disable, enable, findUnitFile, listEnabled, mask } from './unit-file.js';

export interface Answer {
  readonly status: number;
  readonly text: string;
}

const DONE: Answer = { status: 0, text: '' };

/**
 * A small stand-in for systemd, as far as our scripts ask for it: services in the order of their After and Before,
 * oneshots that are waited for, restarts, enabling and masking, files that are read anew by daemon-reload only.
 *
 * Not there: targets other than by their links, sockets and timers, conditions, limits, time-outs, control groups (a
 * process that leaves its group survives), and every setting that `UnitFile` does not list. The real one is proven by
 * booted guests.
 */
export class Units {
  private readonly services = new Map<string, Service>();
  private reachBasic: () => void = () => {};
  private readonly basic = new Promise<void>((resolve) => {
    this.reachBasic = resolve;
  });

  constructor(
    private readonly disk: Disk,
    private readonly namespace: Namespace,
  ) {}

  /** What `systemctl` does with these words. */
  async systemctl(words: readonly string[]): Promise<Answer> {
    const flags = words.filter((word) => word.startsWith('-'));
    const [verb = '', ...names] = words.filter((word) => !word.startsWith('-'));
    const unknown = flags.find((flag) => !['-q', '--no-block', '--now'].includes(flag));
    if (unknown !== undefined) return { status: 1, text: `the stand-in for systemd knows no ${unknown}` };
    if (verb === 'daemon-reload') return this.reload();
    if (verb === 'mask')
      return this.each(names, (name) => (mask(this.disk, name) ? DONE : failure(name, 'exists')));
    if (verb === 'is-active')
      return this.each(names, (name) => ({ ...DONE, status: this.isActive(name) ? 0 : 3 }));
    const waits = !flags.includes('--no-block');
    if (verb === 'start' || verb === 'restart')
      return this.start(names, { waits, isRestart: verb === 'restart' });
    if (verb === 'try-restart') {
      return this.start(
        names.filter((name) => this.isActive(name)),
        { waits, isRestart: true },
      );
    }
    if (verb === 'stop') return this.stop(names, waits);
    if (verb === 'enable' || verb === 'disable') {
      const changed = await this.each(names, (name) => this.changeLinks(verb, name));
      return verb === 'disable' && flags.includes('--now') ? this.stop(names, waits) : changed;
    }
    return { status: 1, text: `the stand-in for systemd knows no ${verb}` };
  }

  /** Starts what is enabled for a target, and waits for it where it has to be through before the next stage. */
  async reach(target: 'sysinit.target' | 'multi-user.target'): Promise<void> {
    if (target === 'multi-user.target') this.reachBasic();
    const names = listEnabled(this.disk, target);
    await this.start(names, { waits: target === 'sysinit.target', isRestart: false });
  }

  isActive(name: string): boolean {
    return this.services.get(name)?.state === 'active';
  }

  /** What the unit's processes have said since the machine came up. */
  journalOf(name: string): string {
    return this.services.get(name)?.journal ?? '';
  }

  private load(name: string): Service | Answer {
    const known = this.services.get(name);
    if (known) return known;
    const file = findUnitFile(this.disk, name);
    if (file === undefined) return { status: 5, text: `Unit ${name} not found.` };
    if (file === 'masked') return { status: 1, text: `Unit ${name} is masked.` };
    const service = new Service(this.namespace, file);
    this.services.set(name, service);
    return service;
  }

  private async start(
    names: readonly string[],
    { waits, isRestart }: { waits: boolean; isRestart: boolean },
  ): Promise<Answer> {
    const loaded = names.map((name) => this.load(name));
    const fault = loaded.find((found) => !(found instanceof Service));
    const wanted = loaded.filter((found) => found instanceof Service);
    if (isRestart) await Promise.all(wanted.map((service) => service.stop()));
    const pulled = wanted.flatMap(({ file }) => file.wants.map((name) => this.load(name)));
    const all = new Set([...wanted, ...pulled.filter((found) => found instanceof Service)]);
    for (const service of all) {
      if (service.state === 'inactive' || service.state === 'failed')
        service.queue(() => this.predecessors(service));
    }
    if (waits) await Promise.all(wanted.map(({ settled }) => settled));
    const isFailed = waits && wanted.some(({ state }) => state === 'failed');
    return fault instanceof Service || !fault ? { ...DONE, status: isFailed ? 1 : 0 } : fault;
  }

  private predecessors({ file }: Service): Promise<void>[] {
    const waiting = [...this.services.values()].filter(
      (other) =>
        (other.state === 'queued' || other.state === 'activating') &&
        (file.after.includes(other.file.name) || other.file.before.includes(file.name)),
    );
    return [...(file.hasDefaultDependencies ? [this.basic] : []), ...waiting.map(({ settled }) => settled)];
  }

  private async stop(names: readonly string[], waits: boolean): Promise<Answer> {
    const known = names.map((name) => this.services.get(name)).filter((service) => service !== undefined);
    const stopped = Promise.all(known.map((service) => service.stop()));
    if (waits) await stopped;
    // A unit that was masked a moment ago still counts as loaded when it ran.
    const missing = names.find(
      (name) => !this.services.has(name) && findUnitFile(this.disk, name) === undefined,
    );
    return missing === undefined ? DONE : { status: 5, text: `Unit ${missing} not loaded.` };
  }

  private changeLinks(verb: 'enable' | 'disable', name: string): Answer {
    const file = findUnitFile(this.disk, name);
    if (file === undefined || file === 'masked') return failure(name, file ?? 'not there');
    if (verb === 'enable') enable(this.disk, file);
    else disable(this.disk, file);
    return DONE;
  }

  private async each(names: readonly string[], act: (name: string) => Answer): Promise<Answer> {
    return names.map(act).find(({ status }) => status !== 0) ?? DONE;
  }

  private reload(): Answer {
    for (const [name, service] of this.services) {
      const file = findUnitFile(this.disk, name);
      if (file !== undefined && file !== 'masked') service.file = file;
      else if (service.state !== 'active') this.services.delete(name);
    }
    return DONE;
  }
}

function failure(name: string, what: string): Answer {
  return { status: 1, text: `Unit ${name}: ${what}` };
}
