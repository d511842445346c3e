import { plainRules } from '../resource/kind-rules.js';
import { workspaceSpecSchema } from './workspace.js';

/** Source: SECA, workspace: a place for other resources, with nothing to declare of its own. */
export const workspaceRules = plainRules<'workspace'>({
  specSchema: workspaceSpecSchema,
  arrange: () => ({ details: {} }),
});
