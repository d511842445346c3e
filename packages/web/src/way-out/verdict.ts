import type { Tone } from '../ui/tone.js';
import { firstProblem, messageOf, wordsOf, type Hop } from './hops.js';

export interface Verdict {
  tone: Tone;
  word: string;
  /** The reason, or what the word rests on. */
  sentence: string;
}

/** Whether there is a way to the internet, from its hops. */
export function verdictOf(hops: readonly Hop[]): Verdict {
  const problem = firstProblem(hops);
  if (problem) {
    const isBroken = problem.state === 'broken';
    return {
      tone: isBroken ? 'broken' : 'waiting',
      word: isBroken ? 'No way out' : 'Not yet',
      sentence: `${wordsOf(problem.name).title}: ${messageOf(problem)}`,
    };
  }
  const unseen = hops.filter(({ state }) => state !== 'ok').length;
  if (unseen === 0) return { tone: 'ok', word: 'Way out', sentence: 'Every hop was seen.' };
  const which = unseen === 1 ? 'One hop is' : `${unseen} hops are`;
  return {
    tone: 'assumed',
    word: 'Way out',
    sentence: `${which} assumed: everything speaks for it, nothing has reported it.`,
  };
}

/** The same of many instances: how many have a way out, and the first that has none. */
export function summaryOf(instances: readonly { name: string; wayOut: readonly Hop[] }[]): Verdict {
  const verdicts = instances.map(({ name, wayOut }) => ({ name, ...verdictOf(wayOut) }));
  const [first] = verdicts;
  if (!first) return { tone: 'idle', word: 'Nobody needs one', sentence: 'There is no instance in it yet.' };
  const worst =
    verdicts.find(({ tone }) => tone === 'broken') ??
    verdicts.find(({ tone }) => tone === 'waiting') ??
    first;
  const good = verdicts.filter(({ tone }) => tone === 'ok' || tone === 'assumed').length;
  const word = `${good} of ${verdicts.length} ${verdicts.length === 1 ? 'instance' : 'instances'}`;
  const isFine = good === verdicts.length;
  return { tone: worst.tone, word, sentence: isFine ? worst.sentence : `${worst.name}: ${worst.sentence}` };
}
