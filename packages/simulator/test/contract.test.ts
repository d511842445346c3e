import { beforeAll, describe, expect, test } from 'vitest';
import { operations, removed, unmodelled } from '../src/api/operations.js';
import { Router } from '../src/api/router.js';
import { ApiDescription, hasSpec, neededSpec } from './api-description.js';
import { driveEverything } from './drive-everything.js';
import { TestSimulator } from './test-simulator.js';

interface Seen {
  readonly method: string;
  readonly template: string;
  readonly status: number;
  readonly body: unknown;
}

/** Not in the description of February 2026. */
const NEWER = new Set(['/networks/{id}/members']);

const seen: Seen[] = [];

/** Every answer that a walk through all operations gets. */
beforeAll(async () => {
  const cloud = await TestSimulator.start();
  await driveEverything(cloud);
  const router = new Router(operations, unmodelled, removed);
  for (const { method, path, reply } of cloud.api.replies) {
    const match = router.match(method, new URL(path, 'http://localhost').pathname);
    const template = match.kind === 'operation' ? match.operation.template : match.template;
    seen.push({ method, template, status: reply.status, body: reply.body });
  }
  await cloud.stop();
});

test.each(operations)('$method $template is driven and succeeds', ({ method, template }) => {
  const statuses = seen
    .filter((one) => one.method === method && one.template === template)
    .map((one) => one.status);
  expect(statuses.some((status) => status < 300)).toBe(true);
});

describe.runIf(hasSpec)(`the API description [${neededSpec}]`, () => {
  test('knows every answer', () => {
    const description = new ApiDescription();
    const faults = seen
      .filter(({ method, template }) => description.has(method, template))
      .flatMap(({ method, template, status, body }) =>
        description
          .faultsIn(method, template, status, body)
          .map((fault) => `${method} ${template} ${status}: ${fault}`),
      );
    expect([...new Set(faults)]).toEqual([]);
  });

  test('knows every operation', () => {
    const description = new ApiDescription();
    const unknown = operations.filter(
      ({ method, template }) => !description.has(method, template) && !NEWER.has(template),
    );
    expect(unknown.map(({ method, template }) => `${method} ${template}`)).toEqual([]);
  });

  test('has no operation that is neither modelled nor listed as not modelled or removed', () => {
    const router = new Router(operations, unmodelled, removed);
    const known = new Set(['not_modelled', 'deprecated_api_endpoint']);
    const forgotten = new ApiDescription().all().filter(({ method, template }) => {
      const match = router.match(method, template.replaceAll(/\{[^}]+\}/g, '1'));
      return match.kind === 'refused' && !known.has(match.error.code);
    });
    expect(forgotten.map(({ method, template }) => `${method} ${template}`)).toEqual([]);
  });
});
