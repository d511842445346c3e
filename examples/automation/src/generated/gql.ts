/* eslint-disable */
import * as types from './graphql.js';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query Connections {\n  providerConnections {\n    name\n    tenant\n    status\n  }\n}\n\nmutation MakePlan($input: PlanInput!) {\n  plan(input: $input) {\n    id\n    isApplicable\n    calls\n    monthlyEurBefore\n    monthlyEurAfter\n    warnings\n    changes {\n      action\n      urn\n      reason\n      faults {\n        pointer\n        message\n      }\n    }\n  }\n}\n\nmutation ApplyPlan($id: ID!, $key: String!) {\n  applyPlan(id: $id, idempotencyKey: $key) {\n    id\n  }\n}\n\nmutation ProvisionNode($input: NodeInput!) {\n  provisionNode(input: $input) {\n    id\n  }\n}\n\nmutation DeleteNode($tenant: String!, $region: String!, $workspace: String!, $name: String!, $key: String!) {\n  deleteNode(\n    tenant: $tenant\n    region: $region\n    workspace: $workspace\n    name: $name\n    idempotencyKey: $key\n  ) {\n    id\n  }\n}\n\nquery Follow($id: ID!) {\n  operation(id: $id) {\n    target\n    state\n    progress\n    errorClass\n    errorMessage\n    remedy\n  }\n}\n\nquery Explain($tenant: String!, $region: String!, $workspace: String!, $instance: String!) {\n  explainEgress(\n    tenant: $tenant\n    region: $region\n    workspace: $workspace\n    instance: $instance\n  ) {\n    isOpen\n    hops {\n      name\n      state\n    }\n    obstacle {\n      name\n      fix\n    }\n  }\n}": typeof types.ConnectionsDocument,
};
const documents: Documents = {
    "query Connections {\n  providerConnections {\n    name\n    tenant\n    status\n  }\n}\n\nmutation MakePlan($input: PlanInput!) {\n  plan(input: $input) {\n    id\n    isApplicable\n    calls\n    monthlyEurBefore\n    monthlyEurAfter\n    warnings\n    changes {\n      action\n      urn\n      reason\n      faults {\n        pointer\n        message\n      }\n    }\n  }\n}\n\nmutation ApplyPlan($id: ID!, $key: String!) {\n  applyPlan(id: $id, idempotencyKey: $key) {\n    id\n  }\n}\n\nmutation ProvisionNode($input: NodeInput!) {\n  provisionNode(input: $input) {\n    id\n  }\n}\n\nmutation DeleteNode($tenant: String!, $region: String!, $workspace: String!, $name: String!, $key: String!) {\n  deleteNode(\n    tenant: $tenant\n    region: $region\n    workspace: $workspace\n    name: $name\n    idempotencyKey: $key\n  ) {\n    id\n  }\n}\n\nquery Follow($id: ID!) {\n  operation(id: $id) {\n    target\n    state\n    progress\n    errorClass\n    errorMessage\n    remedy\n  }\n}\n\nquery Explain($tenant: String!, $region: String!, $workspace: String!, $instance: String!) {\n  explainEgress(\n    tenant: $tenant\n    region: $region\n    workspace: $workspace\n    instance: $instance\n  ) {\n    isOpen\n    hops {\n      name\n      state\n    }\n    obstacle {\n      name\n      fix\n    }\n  }\n}": types.ConnectionsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Connections {\n  providerConnections {\n    name\n    tenant\n    status\n  }\n}\n\nmutation MakePlan($input: PlanInput!) {\n  plan(input: $input) {\n    id\n    isApplicable\n    calls\n    monthlyEurBefore\n    monthlyEurAfter\n    warnings\n    changes {\n      action\n      urn\n      reason\n      faults {\n        pointer\n        message\n      }\n    }\n  }\n}\n\nmutation ApplyPlan($id: ID!, $key: String!) {\n  applyPlan(id: $id, idempotencyKey: $key) {\n    id\n  }\n}\n\nmutation ProvisionNode($input: NodeInput!) {\n  provisionNode(input: $input) {\n    id\n  }\n}\n\nmutation DeleteNode($tenant: String!, $region: String!, $workspace: String!, $name: String!, $key: String!) {\n  deleteNode(\n    tenant: $tenant\n    region: $region\n    workspace: $workspace\n    name: $name\n    idempotencyKey: $key\n  ) {\n    id\n  }\n}\n\nquery Follow($id: ID!) {\n  operation(id: $id) {\n    target\n    state\n    progress\n    errorClass\n    errorMessage\n    remedy\n  }\n}\n\nquery Explain($tenant: String!, $region: String!, $workspace: String!, $instance: String!) {\n  explainEgress(\n    tenant: $tenant\n    region: $region\n    workspace: $workspace\n    instance: $instance\n  ) {\n    isOpen\n    hops {\n      name\n      state\n    }\n    obstacle {\n      name\n      fix\n    }\n  }\n}"): typeof import('./graphql.js').ConnectionsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
