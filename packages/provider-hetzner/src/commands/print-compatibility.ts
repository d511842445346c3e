import { compatibilityMarkdown } from '../rules/compatibility/markdown.js';

// Prints what docs/compatibility.md holds.
process.stdout.write(compatibilityMarkdown());
