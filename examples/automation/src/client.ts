/** A client of the admin API: one function, typed by the generated documents. */
import { setTimeout as pause } from 'node:timers/promises';
import { FollowDocument, type FollowQuery, type TypedDocumentString } from './generated/graphql.js';

/** Asks the API; rejects with the code and the message of the first error. */
export type Ask = <Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
) => Promise<Data>;

interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** `url` is that of `/graphql`, `token` an API token of an operator. */
export function clientOf(url: string, token: string): Ask {
  return async <Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: document.toString(), variables }),
    });
    const { data, errors } = (await response.json()) as Answer<Data>;
    const [error] = errors ?? [];
    if (error) throw new Error(`${error.extensions?.code ?? response.status}: ${error.message}`);
    if (!data) throw new Error(`no data, status ${response.status}`);
    return data;
  };
}

export type Followed = NonNullable<FollowQuery['operation']>;

/** Waits until an operation is final. Rejects with its class and its remedy when it has not succeeded. */
export async function follow(ask: Ask, id: string): Promise<Followed> {
  for (;;) {
    const { operation } = await ask(FollowDocument, { id });
    if (!operation) throw new Error(`there is no operation ${id}`);
    const { state, target, errorClass, errorMessage, remedy } = operation;
    if (state === 'succeeded') return operation;
    if (state === 'failed' || state === 'cancelled') {
      throw new Error(`${target}: ${state} (${errorClass ?? ''}: ${errorMessage ?? ''}) ${remedy ?? ''}`);
    }
    await pause(500);
  }
}
