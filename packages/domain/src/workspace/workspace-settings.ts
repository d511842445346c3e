/** Whether a part of what is done for a workspace is done at all. */
export const switches = ['on', 'off'] as const;

export type Switch = (typeof switches)[number];

/** What is done about changes at the provider that are not ours: put right, or only told. */
export const driftHealings = ['heal', 'report'] as const;

export type DriftHealing = (typeof driftHealings)[number];

/** What an operator can turn off where the risk is higher; set for the installation, and for a workspace of its own. */
export interface WorkspaceSettings {
  /** Whether internet gateways get NAT VMs, and the routes to them. */
  natGateway: Switch;
  /** Whether servers are given the bootstrap that finds the way out, beside the user's own user data. */
  guestBootstrap: Switch;
  /** Whether networks, routes and NAT VMs that somebody else has changed are put right. */
  driftHealing: DriftHealing;
}

/** What holds where nothing is set. */
export const defaultWorkspaceSettings: WorkspaceSettings = {
  natGateway: 'on',
  guestBootstrap: 'on',
  driftHealing: 'heal',
};

/** What a workspace has of its own; absent is what the installation has. */
export type OwnWorkspaceSettings = {
  [Name in keyof WorkspaceSettings]?: WorkspaceSettings[Name] | undefined;
};
