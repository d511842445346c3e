/** Queries and subscriptions over WebSocket, under the same rules as over HTTP. */
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  validate,
  type ExecutionArgs,
  type GraphQLSchema,
} from 'graphql';
import { CloseCode, type Context, type SubscribePayload } from 'graphql-ws';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { DomainError } from '@seca-hetzner/domain';
import type { Logger } from '@seca-hetzner/domain/runtime';
import type { AdminContext, AdminProcess } from '../context.js';
import { answerError, formatError } from '../errors.js';
import { admit, type Admitted } from './authentication.js';
import type { QueryReader } from './read-query.js';
import { Refusal } from './refusal.js';
import type { RateLimits } from './request-limits.js';
import type { RequestScope } from './request-scope.js';
import { createSocketWatch } from './socket-watch.js';

const MAX_PAYLOAD = 1_048_576;

/** RFC 6455, 7.4.1. */
const INTERNAL_ERROR = 1011;
const TRY_AGAIN_LATER = 1013;

export interface SocketOptions {
  http: Server;
  path: string;
  schema: GraphQLSchema;
  process: AdminProcess;
  reader: QueryReader;
  rates: RateLimits;
  logger: Logger;
}

type Parameters = { authorization?: unknown };
type Socket = Context<Parameters, Extra & Partial<Record<PropertyKey, never>>>;

export function serveSockets(options: SocketOptions): { close(): Promise<void> } {
  const { http, path, schema, process, reader, rates, logger } = options;
  const { domain, settings } = process;
  const watch = createSocketWatch(domain, logger);
  const scopes = new WeakMap<SubscribePayload, RequestScope>();
  const rules = settings.access.hasIntrospection
    ? specifiedRules
    : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  const newScope = (): RequestScope => ({ requestId: randomUUID() });

  async function letIn({ connectionParams, extra }: Socket, scope: RequestScope): Promise<Admitted> {
    const { headers, socket } = extra.request;
    const { authorization } = connectionParams ?? {};
    const admitted = await rates.watchFailures(socket.remoteAddress ?? '', () =>
      admit(
        process,
        {
          authorization: typeof authorization === 'string' ? authorization : undefined,
          cookie: headers.cookie,
          origin: headers.origin,
          address: socket.remoteAddress,
        },
        scope,
      ),
    );
    await rates.takeRequest(admitted.context.caller.subject);
    return admitted;
  }

  const server = useServer<Parameters>(
    {
      async onConnect(socket) {
        const scope = newScope();
        const { extra } = socket;
        try {
          const { context, secret } = await letIn(socket, scope);
          if (context.bootstrapToken !== undefined) {
            throw new Refusal('FORBIDDEN', 403, 'a bootstrap token is good for a mutation over HTTP alone');
          }
          const forget = watch.add({
            secret,
            close: () => extra.socket.close(CloseCode.Forbidden, 'Forbidden'),
          });
          extra.socket.once('close', forget);
          return true;
        } catch (error) {
          const { code } = answerError(error, scope, logger).extensions;
          if (code === 'RATE_LIMITED' || code === 'UNAVAILABLE') extra.socket.close(TRY_AGAIN_LATER, code);
          else if (code === 'INTERNAL_SERVER_ERROR') extra.socket.close(INTERNAL_ERROR, code);
          // A socket that is refused is closed with 4403.
          return false;
        }
      },
      async onSubscribe(socket, _id, payload): Promise<ExecutionArgs | readonly GraphQLError[]> {
        const scope = newScope();
        scopes.set(payload, scope);
        try {
          const { context } = await letIn(socket, scope);
          return argumentsOf(payload, context);
        } catch (error) {
          return [asGraphQLError(error)];
        }
      },
      onError: (_socket, _id, payload, errors) =>
        errors.map((error) => formatError(error.toJSON(), error, scopes.get(payload) ?? newScope(), logger)),
      onNext(_socket, _id, payload, _arguments, result) {
        if (!result.errors) return undefined;
        const scope = scopes.get(payload) ?? newScope();
        const errors = result.errors.map((error) => formatError(error.toJSON(), error, scope, logger));
        return { data: result.data ?? null, errors };
      },
    },
    new WebSocketServer({ server: http, path, maxPayload: MAX_PAYLOAD }),
  );

  function argumentsOf(
    payload: SubscribePayload & { documentId?: unknown },
    contextValue: AdminContext,
  ): ExecutionArgs | readonly GraphQLError[] {
    const { document } = reader.read(payload, contextValue);
    const faults = validate(schema, document, rules);
    if (faults.length > 0) return faults.map(({ message }) => withCode(message, 'GRAPHQL_VALIDATION_FAILED'));
    return {
      schema,
      document,
      contextValue,
      operationName: payload.operationName ?? null,
      variableValues: payload.variables ?? null,
    };
  }

  return {
    async close() {
      watch.stop();
      await server.dispose();
    },
  };
}

function withCode(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

function asGraphQLError(error: unknown): GraphQLError {
  const isForClients = error instanceof Refusal || error instanceof DomainError;
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(isForClients ? originalError.message : 'the query could not be answered', {
    originalError,
  });
}
