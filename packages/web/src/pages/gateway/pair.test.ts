import { expect, test } from 'vitest';
import type { AgentState } from '../../api/generated/graphql.js';
import type { Agent, NatVm } from './gateway.queries.js';
import { sayLoss } from './pair.js';

function aVm(slot: NatVm['slot'], holdsAlias: boolean, state: AgentState, connectionsUsed = 0): NatVm {
  const agent = { state, connectionsUsed } as Agent;
  return { slot, holdsAlias, agent, publicAddress: `${slot} address` } as NatVm;
}

test('without another VM the internet is lost, with what is open', () => {
  expect(sayLoss(aVm('primary', true, 'active', 12), { other: undefined })).toMatch(
    /lose the internet meanwhile, and 12 open connections break/,
  );
});

test('with another one that is well, routes move to it first', () => {
  const other = aVm('standby', false, 'active');
  expect(sayLoss(aVm('primary', true, 'active'), { other })).toMatch(
    /moves to the standby VM first: open connections break.*standby address/,
  );
});

test('another one that is not well saves nothing', () => {
  const other = aVm('standby', false, 'draining');
  expect(sayLoss(aVm('primary', true, 'active'), { other })).toMatch(/lose the internet/);
});

test('of two, the one that routes do not lead to can go without a loss', () => {
  const other = aVm('primary', true, 'active');
  expect(sayLoss(aVm('standby', false, 'active'), { other })).toMatch(/^Nothing passes over it now/);
});
