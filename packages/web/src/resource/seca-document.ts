/** A declared resource as SECA clients send it. */
import { stringify } from 'yaml';
import { curlCommand } from './shell-command.js';

/** What the admin API shows of a resource's declaration. */
export interface Declaration {
  /** The resource's path below a provider's address: `seca.network/v1/tenants/…`. */
  ref: string;
  region: string;
  labels: Record<string, unknown>;
  annotations: Record<string, unknown>;
  extensions: Record<string, unknown>;
  intent: Record<string, unknown>;
}

function documentOf({ labels, annotations, extensions, intent }: Declaration): object {
  const given = Object.entries({ labels, annotations, extensions });
  const filled = given.filter(([, entries]) => Object.keys(entries).length > 0);
  return { ...Object.fromEntries(filled), spec: intent };
}

/** As YAML, with the parts that hold something. */
export function yamlOf(declaration: Declaration): string {
  return stringify(documentOf(declaration));
}

/** The command that declares it, for a shell with a token in `$TOKEN`. */
export function curlOf(declaration: Declaration, gatewayUrl: string): string {
  const { region, ref } = declaration;
  const url = `${gatewayUrl}/regions/${region}/providers/${ref}`;
  return curlCommand('PUT', url, JSON.stringify(documentOf(declaration), undefined, 2));
}
