import { fileURLToPath } from 'node:url';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { preset } from '@graphql-codegen/client-preset';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Types of the API and of every query in `src`; `npm run codegen` writes them, a test says when they are stale. */
const config: CodegenConfig = {
  schema: here('../server/schema.graphql'),
  documents: [here('src/**/*.graphql')],
  generates: {
    [here('src/api/generated/')]: {
      preset,
      presetConfig: {
        fragmentMasking: false,
        // The admin server answers these by their id, and reads them from the same folder.
        persistedDocuments: { hashAlgorithm: 'sha256', mode: 'embedHashInDocument' },
      },
      config: {
        documentMode: 'string',
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        scalars: { DateTimeISO: 'string', JSONObject: 'Record<string, unknown>' },
      },
    },
  },
};

export default config;
