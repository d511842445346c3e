/** A client that behaves like the Go SDK, with what the suite asserts of every answer. Sections are those of the suite's description. */
import { randomInt } from 'node:crypto';
import { expect } from '@playwright/test';
import { waitUntil, type Endpoints } from '@seca-hetzner/scripts';
import { KINDS, pathInScope, pathOf, urnOf, type Place } from './kinds.js';

export interface Document {
  spec?: object;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  /** Another region than the provider's own, in the body's metadata. */
  region?: string;
}

export interface Resource {
  metadata: Record<string, unknown> & { name: string; verb: string; resourceVersion: number };
  labels?: Record<string, string> | null;
  annotations?: Record<string, string> | null;
  spec: Record<string, unknown>;
  status: { state: string; conditions: { state: string; lastTransitionAt: string }[] };
}

interface Page {
  items: { metadata: Record<string, unknown> }[];
  metadata: { provider: string; resource: string; verb: string; skipToken?: string };
}

export interface Answer {
  status: number;
  contentType: string;
  body: unknown;
}

/** How conditions come after a create and so many accepted updates or actions; newest first. */
function conditionsAfter(changes: number): string[] {
  return [
    ...Array.from({ length: changes }, () => ['active', 'updating']).flat(),
    'active',
    'creating',
    'pending',
  ];
}

export class Cloud {
  readonly #bases = new Map<string, string>();
  readonly zones: string[] = [];
  readonly skus = new Map<string, string[]>();

  private constructor(
    readonly endpoints: Endpoints,
    readonly tenant: string,
  ) {}

  /** Discovery as the SDK does it (1.4, 1.5). */
  static async connect(endpoints: Endpoints): Promise<Cloud> {
    const cloud = new Cloud(endpoints, endpoints.tenant);
    cloud.#bases.set('authorization', endpoints.authorization);
    const region = await cloud.#send('GET', `${endpoints.region}/v1/regions/${endpoints.regionName}`);
    expect(region.status).toBe(200);
    const { spec } = region.body as {
      spec: { availableZones: string[]; providers: { name: string; version: string; url: string }[] };
    };
    cloud.zones.push(...spec.availableZones);
    for (const { name, version, url } of spec.providers) {
      if (version === 'v1') cloud.#bases.set(name.replace('seca.', ''), url);
    }
    for (const api of ['compute', 'storage', 'network']) {
      const items = await cloud.listAll(api, `tenants/${cloud.tenant}/skus`, 'skus');
      cloud.skus.set(
        api,
        items.map(({ metadata }) => String(metadata['name'])),
      );
    }
    return cloud;
  }

  name(kind: string): string {
    return `${kind}-${randomInt(2 ** 31)}`;
  }

  skuRef(api: 'compute' | 'storage' | 'network', name = this.skus.get(api)?.[0]): { resource: string } {
    return { resource: `seca.${api}/v1/tenants/${this.tenant}/skus/${name}` };
  }

  ref(place: Place): { resource: string } {
    return { resource: urnOf(this.tenant, place) };
  }

  async request(
    method: string,
    place: Place,
    more: { action?: string; document?: Document } = {},
  ): Promise<Answer> {
    const url = `${this.#urlOf(place)}${more.action ? `/${more.action}` : ''}`;
    return this.#send(method, url, more.document && this.#bodyOf(place, more.document));
  }

  /** A PUT that is accepted: metadata (3.4), state (3.5), labels and annotations (3.7), the spec as it was sent (3.8, 3.9). */
  async put(place: Place, document: Document = {}, isActiveOnly = false): Promise<Resource> {
    const answer = await this.request('PUT', place, { document });
    expect(answer, JSON.stringify(answer.body)).toMatchObject({
      contentType: expect.stringContaining('json'),
    });
    expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
    const resource = answer.body as Resource;
    this.#expectMetadata(place, resource, 'PUT');
    const states =
      answer.status === 201
        ? ['pending', 'creating', 'active']
        : isActiveOnly
          ? ['active']
          : ['active', 'updating'];
    expect(states).toContain(resource.status.state);
    expect(resource.labels ?? {}).toEqual(document.labels ?? {});
    expect(resource.annotations ?? {}).toEqual(document.annotations ?? {});
    expectSpec(resource.spec, document.spec ?? {});
    return resource;
  }

  /** Waits until it is active; then its conditions are exactly those of so many changes (3.6). */
  async active(place: Place, changes = 0): Promise<Resource> {
    let resource: Resource | undefined;
    const isActive = await waitUntil(
      async () => {
        const answer = await this.request('GET', place);
        expect(answer.status, JSON.stringify(answer.body)).toBe(200);
        resource = answer.body as Resource;
        return resource.status.state === 'active';
      },
      { limitMs: 60_000, everyMs: 100 },
    );
    if (!isActive || !resource)
      throw new Error(`${place.kind} ${place.name} stays ${JSON.stringify(resource?.status)}`);
    this.#expectMetadata(place, resource, 'GET');
    const { conditions } = resource.status;
    expect(conditions.map(({ state }) => state)).toEqual(conditionsAfter(changes));
    const times = conditions.map(({ lastTransitionAt }) => Date.parse(lastTransitionAt));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    return resource;
  }

  async create(place: Place, document: Document = {}): Promise<Resource> {
    await this.put(place, document);
    return this.active(place);
  }

  /** 202 (3.12); the resource may stay for a while. */
  async delete(...places: Place[]): Promise<void> {
    for (const place of places) {
      const answer = await this.request('DELETE', place);
      expect(answer.status, `${place.kind} ${place.name}: ${JSON.stringify(answer.body)}`).toBe(202);
    }
  }

  async gone(...places: Place[]): Promise<void> {
    for (const place of places) {
      const isGone = await waitUntil(
        async () => {
          const { status } = await this.request('GET', place);
          expect([200, 404]).toContain(status);
          return status === 404;
        },
        { limitMs: 60_000, everyMs: 100 },
      );
      if (!isGone) throw new Error(`${place.kind} ${place.name} stays`);
    }
  }

  /** Each deleted and gone before the next (3.12). */
  async remove(...places: Place[]): Promise<void> {
    for (const place of places) {
      await this.delete(place);
      await this.gone(place);
    }
  }

  async act(place: Place, action: 'start' | 'stop' | 'restart'): Promise<void> {
    const answer = await this.request('POST', place, { action });
    expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  }

  /** Refused with 412 and a whole problem document (3.2, 4.1), and nothing is stored. */
  async refuses(place: Place, document: Document): Promise<void> {
    expectRefusal(
      await this.request('PUT', place, { document }),
      `${place.kind} ${JSON.stringify(document)}`,
    );
    const { status } = await this.request('GET', place);
    expect(status).not.toBe(200);
  }

  async refusesTo(method: 'DELETE' | 'POST', place: Place, action?: string): Promise<void> {
    expectRefusal(await this.request(method, place, action ? { action } : {}), `${method} ${place.name}`);
  }

  /** Plain, one at a time, by label, and both (3.10). */
  async lists(place: Place, labels: string): Promise<void> {
    const path = pathOf(this.tenant, place, true);
    const collection = pathInScope(place, true);
    const queries = labels ? [`labels=${labels}`, `limit=1&labels=${labels}`] : [];
    for (const query of ['', 'limit=1', ...queries]) {
      const items = await this.listAll(KINDS[place.kind].api, path, collection, query);
      expect(items.length).toBeGreaterThan(0);
      for (const { metadata } of items) {
        const wanted = ['apiVersion', 'kind', 'name', 'provider', 'ref', 'resource', 'tenant'];
        for (const key of wanted) expect(metadata[key], key).toBeTruthy();
      }
    }
  }

  /** Every page, as the SDK's iterator asks for them. */
  async listAll(api: string, path: string, collection: string, query = ''): Promise<Page['items']> {
    const items: Page['items'] = [];
    let token: string | undefined;
    do {
      const parameters = [query, token === undefined ? '' : `skipToken=${encodeURIComponent(token)}`];
      const url = `${this.#bases.get(api)}/v1/${path}?${parameters.filter(Boolean).join('&')}`;
      const answer = await this.#send('GET', url);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      const page = answer.body as Page;
      items.push(...page.items);
      expect(page.metadata).toMatchObject({ provider: `seca.${api}/v1`, resource: collection, verb: 'GET' });
      token = page.metadata.skipToken;
      expect(token).not.toBe('');
    } while (token !== undefined);
    return items;
  }

  #urlOf(place: Place): string {
    return `${this.#bases.get(KINDS[place.kind].api)}/v1/${pathOf(this.tenant, place)}`;
  }

  /** The whole resource with zero values, as Go writes it (3.3). */
  #bodyOf(place: Place, { spec = {}, labels, annotations, region }: Document): object {
    const zero = '0001-01-01T00:00:00Z';
    const isGlobal = KINDS[place.kind].api === 'authorization';
    return {
      labels: labels ?? null,
      annotations: annotations ?? null,
      extensions: null,
      metadata: {
        name: place.name,
        provider: '',
        resource: '',
        verb: '',
        apiVersion: '',
        kind: '',
        ref: '',
        createdAt: zero,
        lastModifiedAt: zero,
        resourceVersion: 0,
        tenant: this.tenant,
        ...(isGlobal ? {} : { region: region ?? this.endpoints.regionName }),
        ...(place.workspace === undefined ? {} : { workspace: place.workspace }),
        ...(place.network === undefined ? {} : { network: place.network }),
      },
      spec,
      status: { conditions: null, state: '' },
    };
  }

  async #send(method: string, url: string, body?: object): Promise<Answer> {
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${this.endpoints.token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    const contentType = response.headers.get('content-type') ?? '';
    return {
      status: response.status,
      contentType,
      body: contentType.includes('json') && text ? (JSON.parse(text) as unknown) : text,
    };
  }

  #expectMetadata(place: Place, { metadata }: Resource, verb: string): void {
    const { api, level } = KINDS[place.kind];
    expect(metadata).toMatchObject({
      name: place.name,
      provider: `seca.${api}/v1`,
      apiVersion: 'v1',
      verb,
      kind: place.kind,
      resource: pathInScope(place),
      ref: urnOf(this.tenant, place),
      tenant: this.tenant,
      ...(api === 'authorization' ? {} : { region: this.endpoints.regionName }),
      ...(level === 'tenant' ? {} : { workspace: place.workspace }),
      ...(level === 'network' ? { network: place.network } : {}),
    });
    expect(Number.isInteger(metadata.resourceVersion)).toBe(true);
  }
}

/** What was sent comes back; only scalars may be added, as documented defaults (3.9). */
function expectSpec(real: Record<string, unknown>, sent: object): void {
  expect(real).toMatchObject(sent as Record<string, unknown>);
  const added = Object.entries(real).filter(([key]) => !(key in sent));
  for (const [key, value] of added) expect(typeof value, `${key} was added`).not.toBe('object');
}

function expectRefusal({ status, body }: Answer, what: string): void {
  expect(status, `${what}: ${JSON.stringify(body)}`).toBe(412);
  expect(body).toMatchObject({
    type: expect.stringContaining('http://secapi.cloud/errors/'),
    title: expect.any(String),
    status: 412,
    detail: expect.any(String),
    instance: expect.any(String),
    sources: expect.any(Array),
  });
}

/** A label on everything that is listed by it. */
export const LABELS = { env: 'conformance' };
export const SELECTOR = 'env=conformance';
