import { expect, test } from 'vitest';
import { Clock } from '../clock.js';
import type { Journal, JournalEntry } from './journal.js';
import { World } from './world.js';

function aGroup(id: number) {
  return { id, name: `group-${id}`, created: '2026-01-01T00:00:00Z', labels: {} };
}

function worldOn(journal: Journal, stored: JournalEntry[] = [], nowMs = 0): { world: World; clock: Clock } {
  const clock = new Clock(() => nowMs);
  const world = new World(clock);
  world.open(journal, stored);
  return { world, clock };
}

function recording(): { journal: Journal; entries: JournalEntry[] } {
  const entries: JournalEntry[] = [];
  return { entries, journal: { append: (entry) => entries.push(entry), close: () => {} } };
}

test('work that throws leaves nothing behind, in memory and in the journal', () => {
  const { journal, entries } = recording();
  const { world } = worldOn(journal);
  const { placementGroups } = world.project('p');
  world.transaction(() => placementGroups.put(aGroup(1)));
  expect(() =>
    world.transaction(() => {
      placementGroups.put(aGroup(2));
      placementGroups.patch(1, { name: 'other' });
      placementGroups.remove(1);
      throw new Error('half-way');
    }),
  ).toThrow('half-way');
  expect(placementGroups.all()).toEqual([aGroup(1)]);
  expect(entries).toHaveLength(1);
});

test('what can not be journalled has not happened', () => {
  const journal: Journal = {
    append: () => {
      throw new Error('disk full');
    },
    close: () => {},
  };
  const { world } = worldOn(journal);
  const { placementGroups } = world.project('p');
  expect(() => world.transaction(() => placementGroups.put(aGroup(1)))).toThrow('disk full');
  expect(placementGroups.size).toBe(0);
});

test('another world goes on where the journal ends, with new ids and no earlier time', () => {
  const { journal, entries } = recording();
  const { world: first, clock } = worldOn(journal, [], 5_000);
  clock.advance(60_000);
  const id = first.newId();
  first.transaction(() => first.project('p').placementGroups.put(aGroup(id)));
  first.transaction(() => first.grants.put({ id: 7, token: 't', project: 'p', access: 'revoked' }));

  for (const stored of [entries, [first.everything()]]) {
    const second = worldOn(recording().journal, stored, 6_000);
    expect(second.world.project('p').placementGroups.all()).toEqual([aGroup(id)]);
    expect(second.world.grants.all()).toHaveLength(1);
    expect(second.world.newId()).toBe(id + 1);
    expect(second.clock.nowMs()).toBe(65_000);
  }
});

test('nothing is written outside a transaction', () => {
  const { world } = worldOn(recording().journal);
  expect(() => world.project('p').placementGroups.put(aGroup(1))).toThrow('outside a transaction');
});
