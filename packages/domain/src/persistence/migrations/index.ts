import { Initial1795240000000 } from './1795240000000-initial.js';
import { RoleGrants1795300000000 } from './1795300000000-role-grants.js';
import { SshKeys1795320000000 } from './1795320000000-ssh-keys.js';
import { ResourceLabels1795350000000 } from './1795350000000-resource-labels.js';
import { GatewayAgents1795400000000 } from './1795400000000-gateway-agents.js';
import { NatVmSlots1795410000000 } from './1795410000000-nat-vm-slots.js';
import { DriftAndSettings1795415000000 } from './1795415000000-drift-and-settings.js';
import { AdminAccess1795420000000 } from './1795420000000-admin-access.js';
import { ConnectionsAndAudit1795430000000 } from './1795430000000-connections-and-audit.js';
import { ChangeFeed1795440000000 } from './1795440000000-change-feed.js';
import { Operations1795450000000 } from './1795450000000-operations.js';
import { CareWithTheCloud1795460000000 } from './1795460000000-care-with-the-cloud.js';
import { TurnsAndOldOperations1795470000000 } from './1795470000000-turns-and-old-operations.js';
import { CallsOfOthers1795488000000 } from './1795488000000-calls-of-others.js';

/** Every migration, oldest first. Forward-only, and safe while the previous version still runs. */
export const migrations = [
  Initial1795240000000,
  RoleGrants1795300000000,
  SshKeys1795320000000,
  ResourceLabels1795350000000,
  GatewayAgents1795400000000,
  NatVmSlots1795410000000,
  DriftAndSettings1795415000000,
  AdminAccess1795420000000,
  ConnectionsAndAudit1795430000000,
  ChangeFeed1795440000000,
  Operations1795450000000,
  CareWithTheCloud1795460000000,
  TurnsAndOldOperations1795470000000,
  CallsOfOthers1795488000000,
];
