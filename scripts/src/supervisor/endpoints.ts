/** `endpoints.json`: where everything of a running demo is. Present only while it can be used. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivately } from './secrets.js';
import { TENANT, localUrls, publicUrls, type Surroundings } from './programs.js';

/** The names are a contract with scripts, tests and clients. */
export interface Endpoints {
  gateway: string;
  /** Base URL of the provider `seca.region`. */
  region: string;
  /** Base URL of the provider `seca.authorization`. */
  authorization: string;
  /** The GraphQL API. */
  admin: string;
  console: string;
  /** Ends in `/v1`; `null` when the demo is bound to a project at Hetzner. */
  simulator: string | null;
  tenant: string;
  regionName: string;
  /** A SECA token. */
  token: string;
  adminToken: string;
  /** The simulator's project token; `null` for a project at Hetzner, whose token is nobody else's business. */
  hcloudToken: string | null;
}

export function endpointsOf(around: Surroundings, regionName: string, token: string): Endpoints {
  const { secrets } = around;
  const { gateway, admin } = publicUrls(around);
  const usesSimulator = secrets.cloud === 'simulator';
  return {
    gateway,
    region: `${gateway}/providers/seca.region`,
    authorization: `${gateway}/providers/seca.authorization`,
    admin: `${admin}/graphql`,
    console: `${admin}/`,
    simulator: usesSimulator ? localUrls(around).simulator : null,
    tenant: TENANT,
    regionName,
    token,
    adminToken: secrets.adminToken,
    hcloudToken: usesSimulator ? secrets.simulatorToken : null,
  };
}

export const endpointsFile = (dataDir: string): string => join(dataDir, 'endpoints.json');

export function writeEndpoints(dataDir: string, endpoints: Endpoints): void {
  writePrivately(endpointsFile(dataDir), `${JSON.stringify(endpoints, undefined, 2)}\n`);
}

export function removeEndpoints(dataDir: string): void {
  rmSync(endpointsFile(dataDir), { force: true });
}
