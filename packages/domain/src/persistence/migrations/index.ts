import { Initial1795240000000 } from './1795240000000-initial.js';
import { RoleGrants1795300000000 } from './1795300000000-role-grants.js';
import { SshKeys1795320000000 } from './1795320000000-ssh-keys.js';
import { ResourceLabels1795350000000 } from './1795350000000-resource-labels.js';
import { GatewayAgents1795400000000 } from './1795400000000-gateway-agents.js';
import { Operations1795450000000 } from './1795450000000-operations.js';

/** Every migration, oldest first. Forward-only, and safe while the previous version still runs. */
export const migrations = [
  Initial1795240000000,
  RoleGrants1795300000000,
  SshKeys1795320000000,
  ResourceLabels1795350000000,
  GatewayAgents1795400000000,
  Operations1795450000000,
];
