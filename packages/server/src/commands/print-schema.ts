import { printedSchema } from '../schema.js';

// Prints the schema of the admin API, as schema.graphql has it.
process.stdout.write(await printedSchema());
