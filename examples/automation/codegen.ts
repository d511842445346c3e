import { fileURLToPath } from 'node:url';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { preset } from '@graphql-codegen/client-preset';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The client: types of the API and of every query in `src`; a test says when they are stale. */
const config: CodegenConfig = {
  schema: here('../../packages/server/schema.graphql'),
  documents: [here('src/*.graphql')],
  generates: {
    [here('src/generated/')]: {
      preset,
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        emitLegacyCommonJSImports: false,
        scalars: { DateTimeISO: 'string', JSONObject: 'Record<string, unknown>' },
      },
    },
  },
};

export default config;
