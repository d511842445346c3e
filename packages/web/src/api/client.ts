import { QueryClient } from '@tanstack/react-query';
import { ApiError, type FaultKind } from './errors.js';
import type { TypedDocumentString } from './generated/graphql.js';
import { SessionDocument } from './generated/graphql.js';
import { COOKIE, endSession, readSession } from './session.js';

const PATH = '/graphql';
const UNAUTHORIZED = 401;

interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** Asks the admin API as the operator who is signed in. Throws `ApiError`; a refused token ends the session. */
export async function request<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  signal: AbortSignal,
): Promise<Data> {
  const { token = COOKIE } = readSession();
  try {
    return await ask(token, document, variables, signal);
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'unauthenticated') endSession(token);
    throw error;
  }
}

/** Whether the server would take `token`. Throws `ApiError` when it cannot be asked. */
export async function isAccepted(token: string): Promise<boolean> {
  try {
    await ask(token, SessionDocument, {}, undefined);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'unauthenticated') return false;
    throw error;
  }
}

async function ask<Data, Variables>(
  token: string,
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  signal: AbortSignal | undefined,
): Promise<Data> {
  const operationName = /^\s*(?:query|mutation) (\w+)/.exec(document.toString())?.[1];
  const known = { documentId: idOf(document), operationName, variables };
  let { response, answer } = await exchange<Data>(token, known, signal);
  // While it is being replaced, a server may not know the queries of this console yet, or no more.
  if (answer.errors?.[0]?.extensions?.code === 'PERSISTED_QUERY_NOT_FOUND') {
    const { documentId: _documentId, ...rest } = known;
    ({ response, answer } = await exchange<Data>(token, { ...rest, query: document.toString() }, signal));
  }
  const { data, errors } = answer;
  const [error] = errors ?? [];
  if (error) {
    const code = error.extensions?.code;
    throw new ApiError(kindOf(code), code, error.message);
  }
  if (!response.ok || !data)
    throw new ApiError('failed', String(response.status), 'there is no data in the answer');
  return data;
}

function kindOf(code: string | undefined): FaultKind {
  if (code === 'UNAVAILABLE') return 'unavailable';
  return code === 'INTERNAL_SERVER_ERROR' ? 'failed' : 'refused';
}

function idOf({ __meta__ }: { __meta__?: { hash?: unknown } | undefined }): unknown {
  return __meta__?.hash;
}

async function exchange<Data>(
  token: string,
  body: object,
  signal: AbortSignal | undefined,
): Promise<{ response: Response; answer: Answer<Data> }> {
  const response = await send(token, body, signal);
  if (response.status === UNAUTHORIZED)
    throw new ApiError('unauthenticated', 'UNAUTHENTICATED', 'the token is refused');
  return { response, answer: await readAnswer<Data>(response) };
}

async function send(token: string, body: object, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(PATH, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(token === COOKIE ? {} : { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError('unreachable', undefined, 'there is no answer');
  }
}

async function readAnswer<Data>(response: Response): Promise<Answer<Data>> {
  try {
    return (await response.json()) as Answer<Data>;
  } catch {
    throw new ApiError('failed', String(response.status), 'the answer cannot be read');
  }
}

/** How often what is shown is read again when nothing announces a change: looks that find nothing new still have a time. */
const REFRESH_MS = 15_000;

function isPassing(error: Error): boolean {
  return error instanceof ApiError && (error.kind === 'failed' || error.kind === 'unavailable');
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchInterval: REFRESH_MS,
        retry: (failures, error) => isPassing(error) && failures < 2,
      },
    },
  });
}
