import type { Request } from 'express';
import type { AdminContext, AdminProcess } from '../context.js';
import { admit } from './authentication.js';
import type { RateLimits } from './request-limits.js';

/** Lets a request over HTTP in, or throws; whoever fails often or asks too much is told to wait. */
export type AdmitRequest = (request: Request) => Promise<AdminContext>;

export function requestAdmission(process: AdminProcess, rates: RateLimits): AdmitRequest {
  return async ({ headers: { authorization, cookie, origin }, ip }) => {
    const { context } = await rates.watchFailures(ip ?? '', () =>
      admit(process, { authorization, cookie, origin, address: ip }),
    );
    await rates.takeRequest(context.caller.subject);
    return context;
  };
}
