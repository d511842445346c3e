import { createPubSub } from '@graphql-yoga/subscription';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { createSchema } from '../schema.js';

// Prints the schema of the admin API, as schema.graphql has it.
const schema = await createSchema(createPubSub());
process.stdout.write(`${printSchema(lexicographicSortSchema(schema))}\n`);
