import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FileJournal, type JournalEntry } from './journal.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'journal-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function entry(id: number): JournalEntry {
  return { atMs: id, nextId: id, nextActionId: id, changes: [['project', 'servers', id, { id }]] };
}

function rethrow(cause: unknown): never {
  throw cause;
}

function open(compactWhenLargerThanBytes?: number): FileJournal {
  return new FileJournal(join(directory, 'state'), () => entry(999), rethrow, compactWhenLargerThanBytes);
}

const path = () => join(directory, 'state', 'state.jsonl');

test('what was appended is there for the next process, in order', () => {
  const journal = open();
  expect(journal.load()).toEqual([]);
  journal.append(entry(1));
  journal.append({ ...entry(2), changes: [[null, 'grants', 2, null]] });
  expect(open().load()).toEqual([entry(1), { ...entry(2), changes: [[null, 'grants', 2, null]] }]);
});

test('a line that was cut off by the death of the process does not count and does not harm the next', () => {
  const journal = open();
  journal.load();
  journal.append(entry(1));
  appendFileSync(path(), JSON.stringify(entry(2)).slice(0, 20));
  const next = open();
  expect(next.load()).toEqual([entry(1)]);
  next.append(entry(3));
  expect(open().load()).toEqual([entry(1), entry(3)]);
});

test('a file that has grown is replaced by one line with everything', () => {
  const journal = open(500);
  journal.load();
  for (let id = 1; id <= 20; id++) journal.append(entry(id));
  expect(statSync(path()).size).toBeLessThan(600);
  expect(open().load()[0]).toEqual(entry(999));
  expect(readFileSync(path(), 'utf8').endsWith('\n')).toBe(true);
});

test('a file with something else in it is not taken for a state', () => {
  open().load();
  appendFileSync(path(), '{"hello":"world"}\n');
  expect(() => open().load()).toThrow('nextId');
});
