import { type ErrorRequestHandler, Router } from 'express';
import { ApiError, errorBody } from '../api/errors.js';
import type { Simulator } from '../simulator.js';
import { callRoutes } from './calls.routes.js';
import { clockRoutes } from './clock.routes.js';
import { eventRoutes } from './events.routes.js';
import { faultRoutes } from './faults.routes.js';
import { guestRoutes } from './guests.routes.js';
import { metadataRoutes } from './metadata.routes.js';
import { pageRoutes } from './page.js';
import { projectRoutes } from './projects.routes.js';
import { quotaRoutes } from './quotas.routes.js';
import { stateRoutes } from './state.routes.js';

/**
 * What Hetzner does not have: looking in, and making things happen. Nobody has to authenticate here, and nothing
 * here is logged as a call or counted by the rate limit.
 */
export function controlApi(simulator: Simulator): Router {
  const router = Router();
  router.use(pageRoutes(simulator));
  router.use(clockRoutes(simulator));
  router.use(faultRoutes(simulator));
  router.use(callRoutes(simulator));
  router.use(stateRoutes(simulator));
  router.use(projectRoutes(simulator));
  router.use(quotaRoutes(simulator));
  router.use(metadataRoutes(simulator));
  router.use(guestRoutes(simulator));
  router.use(eventRoutes(simulator));
  router.use(refusal);
  return router;
}

const refusal: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (!(error instanceof ApiError)) {
    next(error);
    return;
  }
  response.status(error.status).json(errorBody(error.code, error.message, error.details));
};
