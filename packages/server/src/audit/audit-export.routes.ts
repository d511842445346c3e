import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Router, type Request } from 'express';
import {
  ForbiddenError,
  exportAuditEvents,
  requireAuditExport,
  type AuditEvent,
  type AuditFilter,
} from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';

const PATH = '/audit.jsonl';

/**
 * Every audit event as a line of JSON, oldest first, read from the database no faster than the client takes it.
 * `tenant`, `target`, `subject` and `since` (RFC 3339) narrow it down.
 */
export function auditExportRoutes(contextFor: (request: Request) => Promise<AdminContext>): Router {
  const router = Router();
  router.get(PATH, async (request, response) => {
    const { domain, caller } = await contextFor(request);
    const filter = filterOf(request);
    if (!filter) {
      response.status(400).json({ error: 'since is no RFC 3339 instant, or a parameter came twice' });
      return;
    }
    try {
      requireAuditExport(caller, filter);
    } catch (error) {
      if (!(error instanceof ForbiddenError)) throw error;
      response.status(403).json({ error: error.message });
      return;
    }
    response.set({ 'Content-Type': 'application/jsonl; charset=utf-8', 'Cache-Control': 'no-store' });
    const events = exportAuditEvents(domain.dataSource.manager, caller, filter);
    try {
      await pipeline(Readable.from(linesOf(events)), response);
    } catch (error) {
      // Half an export has to look like one: the connection breaks off instead of ending.
      response.destroy();
      domain.logger.warn({ error }, 'audit export broken off');
    }
  });
  return router;
}

async function* linesOf(events: AsyncIterable<AuditEvent>): AsyncGenerator<string> {
  for await (const event of events) yield `${JSON.stringify(event)}\n`;
}

function filterOf({ query }: Request): AuditFilter | undefined {
  const { tenant, target, subject, since } = query;
  const texts = { tenant, target, subject };
  const given = Object.entries(texts).filter(([, value]) => value !== undefined);
  const instant = typeof since === 'string' ? new Date(since) : undefined;
  const isSinceBad = since !== undefined && (!instant || Number.isNaN(instant.getTime()));
  if (isSinceBad || given.some(([, value]) => typeof value !== 'string')) return undefined;
  return { ...(Object.fromEntries(given) as AuditFilter), ...(instant ? { since: instant } : {}) };
}
