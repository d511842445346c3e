import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './errors.js';
import type { TypedDocumentString } from './generated/graphql.js';
import { SessionDocument } from './generated/graphql.js';
import { endSession, readSession } from './session.js';

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
  const { token = '' } = readSession();
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
  const response = await send(token, { query: document.toString(), variables }, signal);
  if (response.status === UNAUTHORIZED)
    throw new ApiError('unauthenticated', 'UNAUTHENTICATED', 'the token is refused');
  const { data, errors } = await readAnswer<Data>(response);
  const [error] = errors ?? [];
  if (error) {
    const code = error.extensions?.code;
    throw new ApiError(code === 'INTERNAL_SERVER_ERROR' ? 'failed' : 'refused', code, error.message);
  }
  if (!response.ok || !data)
    throw new ApiError('failed', String(response.status), 'there is no data in the answer');
  return data;
}

async function send(token: string, body: object, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(PATH, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
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

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchInterval: REFRESH_MS,
        retry: (failures, error) => error instanceof ApiError && error.kind === 'failed' && failures < 2,
      },
    },
  });
}
