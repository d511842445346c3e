import { compatibility } from './index.js';
import type { CompatibilityRow } from './row.js';

const HEAD = `# Compatibility

What becomes of SECA at Hetzner, kind by kind and field by field. \`real\`: Hetzner does it. \`emulated\`: made true by other
means, or kept and shown without an effect that a guest could see. \`refused\`: a PUT that asks for it is refused, naming
the field.

The same table is in the admin API (\`compatibility\`). It is made of \`packages/provider-hetzner/src/rules/compatibility\` by
\`node packages/provider-hetzner/dist/src/commands/print-compatibility.js > docs/compatibility.md\`; tests hold it against
what a PUT really does.
`;

/** The text of docs/compatibility.md. */
export function compatibilityMarkdown(): string {
  const kinds = [...new Set(compatibility.map(({ kind }) => kind))];
  const sections = kinds.map((kind) => {
    const rows = compatibility.filter((row) => row.kind === kind).map(lineOf);
    return `\n## ${kind}\n\n| what | level | how |\n|---|---|---|\n${rows.join('\n')}\n`;
  });
  return `${HEAD}${sections.join('')}`;
}

function lineOf({ field, when, level, how }: CompatibilityRow): string {
  const what = field === undefined ? 'the kind as a whole' : `\`${field}\``;
  return `| ${what}${when === undefined ? '' : `, ${when}`} | ${level} | ${how.replaceAll('|', String.raw`\|`)} |`;
}
