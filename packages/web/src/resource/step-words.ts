/** What the uids in the steps of a run stand for. */
export type Names = ReadonlyMap<string, string>;

const ACRONYMS = new Set(['nat', 'vm', 'ip', 'nic', 'ssh']);

/** `power-on-nat-vm 3f2c…`: a step as the worker names it, as words and what they are about. */
export function sayStep(step: string, names: Names): { title: string; detail: string } {
  const [verb = '', ...about] = step.split(' ');
  const words = verb.split('-').map((word) => (ACRONYMS.has(word) ? word.toUpperCase() : word));
  const title = words.join(' ');
  return {
    title: `${title.charAt(0).toUpperCase()}${title.slice(1)}`,
    detail: about.map((part) => names.get(part) ?? part).join(' '),
  };
}
