import { z } from 'zod';
import {
  cidrSchema,
  documentSchema,
  kinds,
  mapBounds,
  referenceSchema,
  skuKinds,
  specSchemaOf,
  type Kind,
  type SkuKind,
} from '@seca-hetzner/domain';
import { problemSchema } from '../middleware/problem.js';
import {
  conditionSchema,
  listMetadataSchema,
  metadataSchemaOf,
  regionSchema,
  skuSchemaOf,
  statusSchemaOf,
  wellknownSchema,
} from './answers.js';
import { typeNameOf } from './names.js';

type JsonSchema = z.core.JSONSchema.BaseSchema;

const PREFIX = '#/components/schemas/';

function mapSchemaOf(map: keyof typeof mapBounds.valueLength) {
  return z
    .record(z.string().min(1).max(mapBounds.keyLength), z.string().max(mapBounds.valueLength[map]))
    .describe(`At most ${mapBounds.entries} entries.`);
}

const Labels = mapSchemaOf('labels');
const Annotations = mapSchemaOf('annotations');
const Extensions = mapSchemaOf('extensions');

const userMaps = {
  labels: Labels.optional(),
  annotations: Annotations.optional(),
  extensions: Extensions.optional(),
};

/** Every schema of the document by its name: what requests are checked against, and what answers look like. */
export function componentSchemas(): Record<string, JsonSchema> {
  const requests = z.registry<{ id: string }>();
  const answers = z.registry<{ id: string }>();
  for (const [name, schema] of [
    ['Reference', referenceSchema],
    ['Cidr', cidrSchema],
  ] as const) {
    requests.add(schema, { id: `${name}Input` });
    answers.add(schema, { id: name });
  }
  for (const [id, schema] of Object.entries({ Labels, Annotations, Extensions })) {
    requests.add(schema, { id });
    answers.add(schema, { id });
  }
  answers.add(problemSchema, { id: 'Problem' });
  answers.add(conditionSchema, { id: 'Condition' });
  answers.add(listMetadataSchema, { id: 'ListMetadata' });
  answers.add(wellknownSchema, { id: 'Wellknown' });
  addAnswer(answers, 'Region', regionSchema);
  for (const kind of Object.keys(skuKinds) as SkuKind[]) {
    addAnswer(answers, typeNameOf(kind), skuSchemaOf(kind));
  }
  for (const kind of Object.keys(kinds) as Kind[]) {
    const name = typeNameOf(kind);
    const spec = specSchemaOf(kind);
    requests.add(spec, { id: `${name}SpecInput` });
    answers.add(spec, { id: `${name}Spec` });
    requests.add(putSchemaOf(spec), { id: `${name}Input` });
    addAnswer(answers, name, resourceSchemaOf(kind, spec));
  }
  return { ...rendered(requests, 'input'), ...rendered(answers, 'output') };
}

function addAnswer(answers: z.core.$ZodRegistry<{ id: string }>, name: string, schema: z.ZodType): void {
  answers.add(schema, { id: name });
  answers.add(z.object({ items: z.array(schema), metadata: listMetadataSchema }), { id: `${name}List` });
}

/** The body of a PUT. What has nothing that must be declared may leave its spec out. */
function putSchemaOf(spec: z.ZodType): z.ZodType {
  const canBeEmpty = spec.safeParse({}).success;
  return documentSchema.extend({ ...userMaps, spec: canBeEmpty ? spec.optional() : spec });
}

function resourceSchemaOf(kind: Kind, spec: z.ZodType): z.ZodType {
  return z.object({
    ...userMaps,
    metadata: metadataSchemaOf(kind, kinds[kind]),
    spec,
    status: statusSchemaOf(kind),
  });
}

function rendered(
  registry: z.core.$ZodRegistry<{ id: string }>,
  io: 'input' | 'output',
): Record<string, JsonSchema> {
  const { schemas } = z.toJSONSchema(registry, {
    io,
    uri: (id) => `${PREFIX}${id}`,
    // A transformation into `undefined`, which no answer can have.
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => amend(zodSchema, jsonSchema, io),
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _dialect, $id: _id, ...schema }]) => [name, schema]),
  );
}

/** Says what zod checks and its rendering leaves out, and leaves out what says nothing. */
function amend(zodSchema: z.core.$ZodTypes, jsonSchema: JsonSchema, io: 'input' | 'output'): void {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  const schema: unknown = zodSchema;
  if (schema === referenceSchema && io === 'input') {
    const asObject = { ...jsonSchema };
    for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
    jsonSchema.anyOf = [asObject, { type: 'string', minLength: 1, maxLength: 256 }];
    return;
  }
  // An empty text that stands for nothing is gone in an answer.
  if (schema instanceof z.ZodUnion && io === 'output') {
    const options = jsonSchema.anyOf?.filter((option) => Object.keys(option).length > 0) ?? [];
    if (options.length !== 1) return;
    delete jsonSchema.anyOf;
    Object.assign(jsonSchema, options[0]);
  }
  // A transformation in front makes zod take a field for optional that it then refuses to miss.
  if (schema instanceof z.ZodObject && io === 'input') {
    const required = Object.entries<z.ZodType>(schema.shape).filter(
      ([, field]) => !field.safeParse(undefined).success,
    );
    if (required.length > 0) jsonSchema.required = required.map(([name]) => name);
  }
}
