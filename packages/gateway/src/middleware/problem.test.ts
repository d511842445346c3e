import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { providerErrors } from '@seca-hetzner/domain';
import { defect, domainClasses, httpClasses, statusFor } from './problem.js';

const document = readFileSync(new URL('../../../../../docs/errors.md', import.meta.url), 'utf8');

/** The first cells of the table that begins with this one. */
function rowsOf(head: string, cells: number): string[] {
  const [, table = ''] = document.split(`| ${head} |`);
  const lines = (table.split('\n\n')[0] ?? '').split('\n').slice(2);
  return lines.filter((line) => line !== '').map((line) => line.split(' | ').slice(0, cells).join(' | '));
}

/** `404 (GET, DELETE), 412 (PUT, POST)`; a status alone where every method has it. */
function underSuite(problemClass: (typeof domainClasses)['conflict']): string {
  const methods = ['GET', 'PUT', 'DELETE', 'POST'].map((method) => ({
    method,
    status: statusFor('suite', method, problemClass),
  }));
  const statuses = [...new Set(methods.map(({ status }) => status))];
  if (statuses.length === 1) return `${statuses[0]}`;
  const having = (status: number) => methods.filter((each) => each.status === status);
  return statuses
    .map(
      (status) =>
        `${status} (${having(status)
          .map(({ method }) => method)
          .join(', ')})`,
    )
    .join(', ');
}

test('docs/errors.md has every problem with its status under both settings', () => {
  const expected = [
    ...Object.values(domainClasses).map(
      (each) => `| \`${each.type}\` | ${statusFor('spec', 'PUT', each)} | ${underSuite(each)}`,
    ),
    ...[...Object.values(httpClasses), defect].map(
      ({ type, status }) => `| \`${type}\` | ${status} | ${status}`,
    ),
  ];
  expect(rowsOf('type', 3).toSorted()).toEqual(expected.toSorted());
});

test('docs/errors.md has every reason that a provider gives, and its remedy', () => {
  const expected = Object.entries(providerErrors).map(
    ([code, { isRetryable, remedy }]) => `| \`${code}\` | ${isRetryable ? 'yes' : 'no'} | ${remedy} |`,
  );
  expect(rowsOf('reason', 3)).toEqual(expected);
});
