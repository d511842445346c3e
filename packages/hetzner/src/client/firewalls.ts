import {
  type Action,
  type Firewall,
  firewallCreatedSchema,
  firewallSchema,
  type Labels,
} from '../schema/index.js';
import {
  act,
  type Api,
  deleteOrGone,
  getOrUndefined,
  listAll,
  type ListOptions,
  listQuery,
  manyActions,
  pageOf,
  under,
} from './resource.js';

export interface FirewallRuleInput {
  readonly direction: 'in' | 'out';
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'esp' | 'gre';
  /** `n` or `a-b`; for tcp and udp, and only there. */
  readonly port?: string;
  /** CIDRs, for `in`. */
  readonly sourceIps?: readonly string[];
  /** CIDRs, for `out`. */
  readonly destinationIps?: readonly string[];
  readonly description?: string;
}

/** Servers by id, or by labels: then with all that match now or later. */
export interface FirewallTargets {
  readonly serverIds?: readonly number[];
  readonly labelSelectors?: readonly string[];
}

export interface FirewallInput {
  readonly name: string;
  readonly rules?: readonly FirewallRuleInput[];
  readonly applyTo?: FirewallTargets;
  readonly labels?: Labels;
}

const PATH = '/firewalls/{id}';
const one = under('firewall', firewallSchema);
const page = pageOf('firewalls', firewallSchema);

/**
 * What matches no rule is dropped inbound and, as soon as there is one outbound rule, outbound. Only public
 * interfaces are filtered. Source: API description, "Firewalls" and "Firewall Actions".
 */
export function firewallsOf(api: Api) {
  return {
    get: (id: number) => getOrUndefined(api, PATH, id, one),

    list: (options: ListOptions = {}) => listAll(api, '/firewalls', page, listQuery(options)),

    async create(input: FirewallInput): Promise<{ firewall: Firewall; actions: Action[] }> {
      const body = {
        name: input.name,
        rules: input.rules?.map(ruleToWire),
        apply_to: input.applyTo && targetsToWire(input.applyTo),
        labels: input.labels,
      };
      return api({ method: 'POST', path: '/firewalls', body, answer: firewallCreatedSchema });
    },

    /** Refused as `resource_in_use` while it is applied to anything. */
    delete: (id: number) => deleteOrGone(api, PATH, id),

    /** Replaces all rules. */
    setRules: (id: number, { rules }: { readonly rules: readonly FirewallRuleInput[] }) =>
      act(api, PATH, id, 'set_rules', { rules: rules.map(ruleToWire) }, manyActions),

    /** One action per resource. */
    applyToResources: (id: number, targets: FirewallTargets) =>
      act(api, PATH, id, 'apply_to_resources', { apply_to: targetsToWire(targets) }, manyActions),

    /** One action per resource. */
    removeFromResources: (id: number, targets: FirewallTargets) =>
      act(api, PATH, id, 'remove_from_resources', { remove_from: targetsToWire(targets) }, manyActions),
  };
}

function ruleToWire(rule: FirewallRuleInput) {
  return {
    direction: rule.direction,
    protocol: rule.protocol,
    port: rule.port,
    source_ips: rule.sourceIps,
    destination_ips: rule.destinationIps,
    description: rule.description,
  };
}

function targetsToWire({ serverIds = [], labelSelectors = [] }: FirewallTargets) {
  return [
    ...serverIds.map((id) => ({ type: 'server', server: { id } })),
    ...labelSelectors.map((selector) => ({ type: 'label_selector', label_selector: { selector } })),
  ];
}
