import { z } from 'zod';
import { askAgent, type Domain } from '@seca-hetzner/domain';
import type { GatewayLook, WayOutSituation } from '@seca-hetzner/provider-hetzner/rules';

/** For a page that somebody waits for. */
const ANSWER_WITHIN_MS = 5_000;

/** What an agent answers to `look`; docs/agents.md. */
const answerSchema = z.object({
  source: z.string(),
  isAllowed: z.boolean(),
  lastForwardedAt: z.iso.datetime().nullable(),
  packets: z.number(),
  flows: z.number().nullable(),
  droppedPackets: z.number(),
});

/**
 * What the gateway has counted of an instance's address; `undefined` when there is nobody to ask, or no answer in
 * time that makes sense.
 */
export async function lookAtGateway(
  domain: Domain,
  { agent, nic }: WayOutSituation,
): Promise<GatewayLook | undefined> {
  const source = nic?.status.addresses[0];
  if (!agent?.isRegistered || source === undefined) return undefined;
  const command = { name: 'look', arguments: { source } } as const;
  const answer = await askAgent(domain, agent.id, command, ANSWER_WITHIN_MS);
  const parsed = answerSchema.safeParse(answer?.result);
  if (!parsed.success) return undefined;
  const { lastForwardedAt, flows, ...counted } = parsed.data;
  return {
    ...counted,
    at: domain.clock.now(),
    lastForwardedAt: lastForwardedAt === null ? undefined : new Date(lastForwardedAt),
    flows: flows ?? undefined,
  };
}
