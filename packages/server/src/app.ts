import { createServer, type Server } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import compression from 'compression';
import express from 'express';
import helmet from 'helmet';
import { createChangeFeed, type Domain } from '@seca-hetzner/domain';
import type { Logger, Registry } from '@seca-hetzner/domain/runtime';
import { requestAdmission } from './access/admit-request.js';
import { authRoutes } from './access/auth.routes.js';
import { graphqlRoutes } from './access/graphql.routes.js';
import { loadPersistedQueries } from './access/persisted-queries.js';
import { createQueryReader } from './access/read-query.js';
import { createRateLimits } from './access/request-limits.js';
import { requestScope, currentScope } from './access/request-scope.js';
import { serveSockets } from './access/sockets.js';
import { auditExportRoutes } from './audit/audit-export.routes.js';
import { consoleRoutes } from './console/console.routes.js';
import type { AdminContext, AdminSettings } from './context.js';
import { formatError } from './errors.js';
import { queryMetrics } from './metrics.js';
import { refusals } from './refusals.js';
import { createSchema } from './schema.js';

const PATH = '/graphql';

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
  const { access } = settings;
  const changes = createChangeFeed(domain);
  const process = { domain, settings, changes };
  const app = express();
  app.set('trust proxy', [...settings.trustedProxies]);
  const http = createServer(app);
  const schema = await createSchema();
  const reader = createQueryReader(schema, access.limits, loadPersistedQueries());
  const rates = createRateLimits(access.limits);
  const sockets = serveSockets({ http, path: PATH, schema, process, reader, rates, logger });
  const admitRequest = requestAdmission(process, rates);

  const apollo = new ApolloServer<AdminContext>({
    schema,
    formatError: (formatted, error) => formatError(formatted, error, currentScope(), logger),
    includeStacktraceInErrorResponses: false,
    introspection: access.hasIntrospection,
    // Those of the console are known beforehand; ones that clients bring would differ from replica to replica.
    persistedQueries: false,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer: http }),
      queryMetrics(metrics),
      { serverWillStart: async () => ({ drainServer: async () => sockets.close() }) },
    ],
  });
  await apollo.start();

  app.disable('x-powered-by');
  app.use(requestScope());
  app.use(helmet({ contentSecurityPolicy: { directives: contentSecurityPolicy } }));
  app.use(compression());
  app.use(PATH, graphqlRoutes({ admitRequest, apollo, reader }));
  app.use(auditExportRoutes(admitRequest));
  app.use(authRoutes(domain, access.oidc, rates, logger));
  app.use(consoleRoutes());
  app.use(refusals(logger));
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
