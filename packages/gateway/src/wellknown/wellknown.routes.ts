import { Router } from 'express';
import { refuseMethod } from '../resource/resource.routes.js';

/** Without a hyphen in the specification, with one in its design discussion: both are served. */
export const WELLKNOWN_PATHS = ['/.wellknown/secapi', '/.well-known/secapi'];

/** The others are in the document of each region. */
const GLOBAL_APIS = ['region', 'authorization'];

/** Tells, without a token, where the global APIs are. Source: SECA, discovery. */
export function wellknownRoutes(publicUrl: string): Router {
  const router = Router();
  router.get(WELLKNOWN_PATHS, (_request, response) => {
    response.json({
      version: 'v1',
      endpoints: GLOBAL_APIS.map((api) => ({
        provider: `seca.${api}/v1`,
        url: `${publicUrl}/providers/seca.${api}`,
      })),
    });
  });
  router.all(WELLKNOWN_PATHS, refuseMethod('GET'));
  return router;
}
