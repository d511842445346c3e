import { readFileSync } from 'node:fs';

const README = new URL('../../README.md', import.meta.url);

/** The commands of the README that are marked `walkthrough` or `cleanup`, block by block, as they stand there. */
export function readmeCommands(mark: 'walkthrough' | 'cleanup'): string[] {
  const text = readFileSync(README, 'utf8');
  const blocks = text.matchAll(new RegExp(`^\`\`\`sh ${mark}\n(.*?)^\`\`\``, 'gms'));
  const commands = [...blocks].map(([, block = '']) => block);
  if (commands.length === 0) throw new Error(`the README has no commands marked "${mark}"`);
  return commands;
}
