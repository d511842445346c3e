import { createServer, type Server } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import compression from 'compression';
import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import { useServer } from 'graphql-ws/use/ws';
import helmet from 'helmet';
import { WebSocketServer } from 'ws';
import { DomainError, createChangeFeed, type Domain } from '@seca-hetzner/domain';
import type { Logger, Registry } from '@seca-hetzner/domain/runtime';
import { auditExportRoutes } from './audit/audit-export.routes.js';
import { consoleRoutes } from './console/console.routes.js';
import { contextOf, type AdminContext, type AdminSettings } from './context.js';
import { formatError } from './errors.js';
import { queryMetrics } from './metrics.js';
import { createSchema } from './schema.js';

const PATH = '/graphql';
const BODY_LIMIT = '1mb';

export interface AdminServer {
  http: Server;
  /** Ends subscriptions, lets the queries at work end, and takes no more. */
  close(): Promise<void>;
}

/** The admin API over HTTP and WebSocket, and the console that is its client. */
export async function createAdminServer(
  domain: Domain,
  settings: AdminSettings,
  logger: Logger,
  metrics: Registry,
): Promise<AdminServer> {
  const changes = createChangeFeed(domain);
  const contextFor = (authorization: unknown, address: string | undefined): Promise<AdminContext> =>
    contextOf(domain, settings, changes, textOf(authorization), address);
  const contextOfRequest = ({ headers, ip }: Request): Promise<AdminContext> =>
    contextFor(headers.authorization, ip);
  const app = express();
  app.set('trust proxy', [...settings.trustedProxies]);
  const http = createServer(app);
  const schema = await createSchema();
  const format = formatError(logger);

  const sockets = new WebSocketServer({ server: http, path: PATH, maxPayload: 1_048_576 });
  const subscriptions = useServer<{ authorization?: unknown }>(
    {
      schema,
      // Answered before anything is subscribed to: a socket without a valid token is closed.
      onConnect: async ({ connectionParams }) =>
        isLetIn(contextFor(connectionParams?.authorization, undefined)),
      context: ({ connectionParams, extra }) =>
        contextFor(connectionParams?.authorization, extra.request.socket.remoteAddress),
      // What is refused or fails is told as over HTTP, and no more of it.
      onNext: (_context, _id, _payload, _args, { data = null, errors }) =>
        errors && { data, errors: errors.map((error) => format(error.toJSON(), error)) },
    },
    sockets,
  );

  const apollo = new ApolloServer<AdminContext>({
    schema,
    formatError: format,
    includeStacktraceInErrorResponses: false,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer: http }),
      queryMetrics(metrics),
      { serverWillStart: async () => ({ drainServer: async () => subscriptions.dispose() }) },
    ],
  });
  await apollo.start();

  app.disable('x-powered-by');
  app.use(helmet({ contentSecurityPolicy: { directives: contentSecurityPolicy } }));
  app.use(compression());
  app.use(
    PATH,
    authenticated(contextOfRequest),
    express.json({ limit: BODY_LIMIT }),
    expressMiddleware(apollo, { context: ({ req }) => contextOfRequest(req) }),
  );
  app.use(auditExportRoutes(contextOfRequest));
  app.use(consoleRoutes());
  app.use(refusal(logger));
  return {
    http,
    async close() {
      await apollo.stop();
      await changes.close();
    },
  };
}

/** Everything from this host alone; the console opens its WebSocket to it. */
const contentSecurityPolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  upgradeInsecureRequests: null,
};

/** Nothing is parsed for somebody without a token. */
function authenticated(contextFor: (request: Request) => Promise<AdminContext>): RequestHandler {
  return async (request, _response, next) => {
    await contextFor(request);
    next();
  };
}

async function isLetIn(context: Promise<AdminContext>): Promise<boolean> {
  return context.then(
    () => true,
    (error: unknown) => {
      if (error instanceof DomainError) return false;
      throw error;
    },
  );
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** In the form that a GraphQL client expects. */
function refusal(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    if (error instanceof DomainError && error.code === 'unauthenticated') {
      const body = { errors: [{ message: error.message, extensions: { code: 'UNAUTHENTICATED' } }] };
      response.status(401).set('WWW-Authenticate', 'Bearer').json(body);
      return;
    }
    const status = statusOf(error);
    if (status >= 500) logger.error({ error }, 'request failed');
    const message = status >= 500 ? 'the request could not be handled' : 'the request cannot be read';
    response.status(status).json({
      errors: [{ message, extensions: { code: status >= 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_REQUEST' } }],
    });
  };
}

/** Body parser and static files say by `status` what was wrong with the request. */
function statusOf(error: unknown): number {
  if (error instanceof Error && 'status' in error && typeof error.status === 'number') return error.status;
  return 500;
}
