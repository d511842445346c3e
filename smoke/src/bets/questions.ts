import { isHetznerError } from '@seca-hetzner/hetzner';
import type { BetOutcome, Table } from './bet.js';

/** What the description leaves open, and what is cheap to ask. */
export async function openQuestions(table: Table): Promise<BetOutcome[]> {
  return [await networkNames(table), await actionsWithoutIds(table), await absentRoute(table)];
}

/** Ours come from ids, so they are unique either way. */
async function networkNames({ client, name }: Table): Promise<BetOutcome> {
  const bet = 'names of networks';
  const input = { name: name('twice'), ipRange: '10.91.0.0/16' };
  await client.networks.create(input);
  try {
    await client.networks.create(input);
    return { bet, verdict: 'told', seen: 'a second network of the same name is made' };
  } catch (error) {
    if (!isHetznerError(error, 'uniqueness_error')) throw error;
    return { bet, verdict: 'told', seen: 'unique: uniqueness_error' };
  }
}

async function actionsWithoutIds({ raw }: Table): Promise<BetOutcome> {
  const answer = await raw('GET', '/actions');
  return { bet: 'GET /actions without ids', verdict: 'told', seen: await textOf(answer) };
}

async function absentRoute({ client, name, raw }: Table): Promise<BetOutcome> {
  const { network } = await client.networks.create({ name: name('absent'), ipRange: '10.92.0.0/16' });
  const route = { destination: '192.168.0.0/16', gateway: '10.92.0.2' };
  const answer = await raw('POST', `/networks/${network.id}/actions/delete_route`, route);
  return { bet: 'delete_route of a route that is not there', verdict: 'told', seen: await textOf(answer) };
}

async function textOf(answer: Response): Promise<string> {
  const body = (await answer.json()) as { error?: { code: string; message: string } };
  return `${answer.status} ${body.error ? `${body.error.code}: ${body.error.message}` : 'no error'}`;
}
