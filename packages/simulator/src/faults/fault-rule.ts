import { z } from 'zod';

const text = z.string().min(1);

/** What happens to a call that a rule picks. */
const faultEffect = z.discriminatedUnion('type', [
  /** An error answer; `status` follows from `code` if left out. Without a code the answer has no body. */
  z.strictObject({
    type: z.literal('error'),
    code: text.optional(),
    status: z.int().min(400).max(599).optional(),
    message: z.string().optional(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
  /** The connection ends without an answer. */
  z.strictObject({ type: z.literal('cut') }),
  /** Real time, not the simulator's. */
  z.strictObject({ type: z.literal('latency'), ms: z.int().min(0).max(600_000) }),
  /** The call succeeds, its action fails when its time has come; of several those with `command`. */
  z.strictObject({
    type: z.literal('action-error'),
    code: text,
    message: z.string().default('Action failed'),
    command: text.optional(),
  }),
  /** The action stays `running` until somebody ends it. */
  z.strictObject({ type: z.literal('action-hang'), command: text.optional() }),
  /** The action succeeds and changes nothing, like a shutdown that the guest ignores. */
  z.strictObject({ type: z.literal('action-without-effect'), command: text.optional() }),
]);
export type FaultEffect = z.infer<typeof faultEffect>;

export const faultRuleBody = z
  .strictObject({
    /** `POST /servers`, with the path as in the API description or a real one; `*` stands for anything. */
    operation: text,
    /** Only calls of this project. */
    project: text.optional(),
    /** The first matching call that is hit, counted from 1. */
    nth: z.int().min(1).default(1),
    /** How many are hit; null for all further ones. One, unless a probability is given. */
    times: z.int().min(1).nullable().optional(),
    probability: z.number().gt(0).max(1).optional(),
    /** Makes the choice by probability repeatable. */
    seed: z.int().default(1),
    /** Before the call has any effect, or after it had all of it and before the answer. */
    when: z.enum(['before', 'after']).default('before'),
    effect: faultEffect,
  })
  .refine(
    ({ effect }) => effect.type !== 'error' || effect.code !== undefined || effect.status !== undefined,
    {
      message: 'needs a code or a status',
      path: ['effect'],
    },
  );
export type FaultRuleBody = z.infer<typeof faultRuleBody>;

export interface FaultRule extends FaultRuleBody {
  readonly id: number;
  /** How many calls have matched, and how many of them were hit. */
  readonly matched: number;
  readonly fired: number;
}
