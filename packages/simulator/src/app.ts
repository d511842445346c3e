import express, { type ErrorRequestHandler, type Express } from 'express';
import { errorBody } from './api/errors.js';
import { controlApi } from './control/control.js';
import { v1 } from './http/v1.js';
import type { Simulator } from './simulator.js';

/** Room for 32 KiB of user data, escaped as badly as JSON can, and for the longest list of firewall rules. */
const MAXIMUM_BODY_BYTES = 1024 * 1024;

export function createApp(simulator: Simulator): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  const readBody = express.raw({ type: () => true, limit: MAXIMUM_BODY_BYTES });
  app.use('/v1', readBody, v1(simulator));
  app.use(
    '/_simulator',
    express.json({ limit: MAXIMUM_BODY_BYTES, type: () => true }),
    controlApi(simulator),
  );
  app.use((_request, response) => {
    response
      .status(404)
      .json(errorBody('not_found', 'the API is below /v1, the controls are below /_simulator'));
  });
  app.use(unreadableBody);
  return app;
}

/** What goes wrong before a request is read: a body too large or cut off, or a control call without JSON. */
const unreadableBody: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const status = statusOf(error);
  const code = status === 413 ? 'request_too_large' : 'json_error';
  response.status(status).json(errorBody(code, error instanceof Error ? error.message : 'bad request'));
};

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('status' in error)) return 500;
  return typeof error.status === 'number' ? error.status : 500;
}
