import type { FaultRule, FaultRuleBody } from './fault-rule.js';

interface Armed {
  readonly body: FaultRuleBody;
  readonly id: number;
  readonly pattern: RegExp;
  readonly times: number | null;
  readonly random: () => number;
  matched: number;
  fired: number;
}

/** The call that rules are held against. */
export interface FaultTarget {
  readonly method: string;
  readonly template: string;
  readonly path: string;
  readonly project: string;
}

/** The faults that somebody has ordered. They live as long as the process. */
export class FaultRules {
  private readonly rules: Armed[] = [];
  private nextId = 1;

  add(body: FaultRuleBody): FaultRule {
    const times = body.times === undefined ? (body.probability === undefined ? 1 : null) : body.times;
    const rule: Armed = {
      body,
      id: this.nextId++,
      pattern: patternOf(body.operation),
      times,
      random: seededRandom(body.seed),
      matched: 0,
      fired: 0,
    };
    this.rules.push(rule);
    return shown(rule);
  }

  list(): FaultRule[] {
    return this.rules.map(shown);
  }

  /** False when there is no such rule. */
  remove(id: number): boolean {
    const at = this.rules.findIndex((rule) => rule.id === id);
    if (at === -1) return false;
    this.rules.splice(at, 1);
    return true;
  }

  clear(): void {
    this.rules.length = 0;
  }

  /** Counts a call against all rules and gives those that hit it, oldest first. */
  take(target: FaultTarget): FaultRule[] {
    return this.rules.filter((rule) => matches(rule, target) && hits(rule)).map(shown);
  }
}

function matches({ body, pattern }: Armed, { method, template, path, project }: FaultTarget): boolean {
  if (body.project !== undefined && body.project !== project) return false;
  return pattern.test(`${method} ${template}`) || pattern.test(`${method} ${path}`);
}

function hits(rule: Armed): boolean {
  rule.matched += 1;
  if (rule.matched < rule.body.nth) return false;
  if (rule.times !== null && rule.fired >= rule.times) return false;
  if (rule.body.probability !== undefined && rule.random() >= rule.body.probability) return false;
  rule.fired += 1;
  return true;
}

function shown({ body, id, times, matched, fired }: Armed): FaultRule {
  return { ...body, times, id, matched, fired };
}

function patternOf(operation: string): RegExp {
  const escaped = operation.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`);
}

/** Mulberry32: small, even and the same everywhere. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
