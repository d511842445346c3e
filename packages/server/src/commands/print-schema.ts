import { printSchema, lexicographicSortSchema } from 'graphql';
import { createSchema } from '../schema.js';

// Prints the schema of the admin API; `npm run schema` writes it to schema.graphql.
process.stdout.write(`${printSchema(lexicographicSortSchema(await createSchema()))}\n`);
