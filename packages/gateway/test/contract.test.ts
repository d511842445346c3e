import { describe, expect, test } from 'vitest';
import { kinds } from '@seca-hetzner/domain';
import { operations } from '../src/openapi/operations.js';
import { apiDocument } from './support/api-description.js';
import { deviations } from './support/contract-deviations.js';
import {
  contractOperations,
  hasContract,
  neededContract,
  operationFacts,
  type OperationFacts,
} from './support/seca-contract.js';

const PARTS = ['parameters', 'statuses', 'request', 'answer'] as const;

/** `put Network request +spec.zone may be empty`: what we have beyond the contract, or `-` what we lack of it. */
function differences(): string[] {
  const contract = contractOperations();
  const ours = operationFacts(apiDocument);
  return operations().flatMap(({ sort, method, path, operationId }) => {
    const key = `${method} ${path}`;
    const [theirs, own] = [contract.get(key), ours.get(key)];
    if (!theirs || !own) return [`${sort} ${operationId} is not in the contract`];
    return PARTS.flatMap((part) => compared(theirs, own, part)).map(
      (text) => `${sort} ${operationId} ${text}`,
    );
  });
}

function compared(theirs: OperationFacts, own: OperationFacts, part: (typeof PARTS)[number]): string[] {
  return [
    ...[...own[part]].filter((fact) => !theirs[part].has(fact)).map((fact) => `${part} +${fact}`),
    ...[...theirs[part]].filter((fact) => !own[part].has(fact)).map((fact) => `${part} -${fact}`),
  ];
}

describe.runIf(hasContract)(`SECA's API description [${neededContract}]`, () => {
  test('has what ours has, but for the deviations that are listed with their reasons', () => {
    const unlisted = differences().filter((line) => !deviations.some(({ lines }) => lines.test(line)));
    expect(unlisted).toEqual([]);
  });

  test('differs from ours in everything that is listed', () => {
    const found = differences();
    const stale = deviations.filter(({ lines }) => !found.some((line) => lines.test(line)));
    expect(stale.map(({ lines }) => lines.source)).toEqual([]);
  });

  test('has no operation of a kind on offer here that ours lacks', () => {
    const collections = new Set<string>([
      ...Object.values(kinds).map(({ collection }) => collection),
      'skus',
      'regions',
    ]);
    const ours = operationFacts(apiDocument);
    const missing = [...contractOperations().keys()].filter(
      (key) =>
        !ours.has(key) &&
        key.split('/').some((segment) => collections.has(segment) && !isParent(key, segment)),
    );
    expect(missing).toEqual([]);
  });
});

/** Whether the segment only says where the collection lies. */
function isParent(key: string, segment: string): boolean {
  const collection = key.split('/').findLast((each) => !each.startsWith('{')) ?? '';
  return collection !== segment && !['start', 'stop', 'restart'].includes(collection);
}
