import { errorBodySchema } from '@seca-hetzner/hetzner/schema';
import type { z } from 'zod';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body; undefined when there was none. */
  readonly body: unknown;
}

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details: unknown;
}

/** Speaks to a simulator as one project, or to its controls. */
export class Api {
  /** Every reply that came, for tests that look at all of them. */
  readonly replies: { readonly method: string; readonly path: string; readonly reply: Reply }[] = [];

  constructor(
    readonly base: string,
    readonly token?: string,
  ) {}

  async call(method: string, path: string, body?: unknown): Promise<Reply> {
    const response = await fetch(`${this.base}${path}`, {
      method,
      headers: this.token === undefined ? {} : { Authorization: `Bearer ${this.token}` },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    const parsed: unknown = isJson ? JSON.parse(text) : text === '' ? undefined : text;
    const reply = { status: response.status, headers: response.headers, body: parsed };
    this.replies.push({ method, path, reply });
    return reply;
  }

  async get<Schema extends z.ZodType>(schema: Schema, path: string): Promise<z.output<Schema>> {
    return this.expect(200, schema, 'GET', path);
  }

  async post<Schema extends z.ZodType>(
    schema: Schema,
    path: string,
    body?: unknown,
  ): Promise<z.output<Schema>> {
    return this.expect(201, schema, 'POST', path, body);
  }

  async put<Schema extends z.ZodType>(
    schema: Schema,
    path: string,
    body: unknown,
  ): Promise<z.output<Schema>> {
    return this.expect(200, schema, 'PUT', path, body);
  }

  async delete(path: string): Promise<void> {
    const { status, body } = await this.call('DELETE', path);
    if (status !== 200 && status !== 204)
      throw new Error(`DELETE ${path}: ${status} ${JSON.stringify(body)}`);
  }

  /** The error that a call is answered with. */
  async refusal(method: string, path: string, body?: unknown): Promise<Refusal> {
    const reply = await this.call(method, path, body);
    const { error } = errorBodySchema.parse(reply.body);
    return { status: reply.status, code: error.code, message: error.message, details: error.details };
  }

  private async expect<Schema extends z.ZodType>(
    status: number,
    schema: Schema,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<z.output<Schema>> {
    const reply = await this.call(method, path, body);
    if (reply.status !== status)
      throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return schema.parse(reply.body);
  }
}
