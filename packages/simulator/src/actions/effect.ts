import type { FirewallRule } from '@seca-hetzner/hetzner/schema';
import type { ServerPower } from '../server/server.record.js';
import type { SubnetRecord } from '../network/network.record.js';

/**
 * What an action changes, as data, so that it survives a restart of the simulator. Each family has its rules:
 * what holds while the action runs, what is true when it succeeds, what is taken back when it fails.
 */
export type ServerEffect =
  | { readonly on: 'server'; readonly do: 'create'; readonly serverId: number }
  | {
      readonly on: 'server';
      readonly do: 'start';
      readonly serverId: number;
      readonly isFirstStart: boolean;
    }
  | { readonly on: 'server'; readonly do: 'stop'; readonly serverId: number }
  | { readonly on: 'server'; readonly do: 'shutdown'; readonly serverId: number }
  | {
      readonly on: 'server';
      readonly do: 'guest-off';
      readonly serverId: number;
      readonly powerEpoch: number;
    }
  | { readonly on: 'server'; readonly do: 'reboot'; readonly serverId: number }
  | { readonly on: 'server'; readonly do: 'reset'; readonly serverId: number }
  | {
      readonly on: 'server';
      readonly do: 'delete';
      readonly serverId: number;
      readonly statusBefore: ServerPower;
    }
  | {
      readonly on: 'server';
      readonly do: 'rebuild';
      readonly serverId: number;
      readonly imageId: number;
      readonly userData: string | null;
    }
  | {
      readonly on: 'server';
      readonly do: 'change-type';
      readonly serverId: number;
      readonly serverTypeId: number;
      readonly isDiskUpgraded: boolean;
    }
  | {
      readonly on: 'server';
      readonly do: 'join-placement-group';
      readonly serverId: number;
      readonly placementGroupId: number;
    }
  | { readonly on: 'server'; readonly do: 'leave-placement-group'; readonly serverId: number }
  | {
      readonly on: 'server';
      readonly do: 'insert-iso';
      readonly serverId: number;
      /** Null to take out what is in. */
      readonly isoId: number | null;
    };

export type NetworkEffect =
  | {
      readonly on: 'network';
      readonly do: 'add-subnet';
      readonly networkId: number;
      readonly subnet: SubnetRecord;
    }
  | {
      readonly on: 'network';
      readonly do: 'delete-subnet';
      readonly networkId: number;
      readonly ipRange: string;
    }
  | {
      readonly on: 'network';
      readonly do: 'add-route';
      readonly networkId: number;
      readonly destination: string;
      readonly gateway: string;
    }
  | {
      readonly on: 'network';
      readonly do: 'delete-route';
      readonly networkId: number;
      readonly destination: string;
    }
  | {
      readonly on: 'network';
      readonly do: 'change-ip-range';
      readonly networkId: number;
      readonly ipRange: string;
    };

export type AttachmentEffect =
  | { readonly on: 'attachment'; readonly do: 'attach'; readonly attachmentId: number }
  | { readonly on: 'attachment'; readonly do: 'detach'; readonly attachmentId: number }
  | { readonly on: 'attachment'; readonly do: 'change-alias-ips'; readonly attachmentId: number };

export type VolumeEffect =
  | { readonly on: 'volume'; readonly do: 'create'; readonly volumeId: number }
  | {
      readonly on: 'volume';
      readonly do: 'attach';
      readonly volumeId: number;
      readonly serverId: number;
      /** Fails if something else works on the server when its turn comes. */
      readonly needsFreeServer: boolean;
    }
  | { readonly on: 'volume'; readonly do: 'detach'; readonly volumeId: number }
  | { readonly on: 'volume'; readonly do: 'resize'; readonly volumeId: number; readonly sizeGb: number };

export type PrimaryIpEffect =
  | {
      readonly on: 'primary-ip';
      readonly do: 'assign';
      readonly primaryIpId: number;
      readonly serverId: number;
    }
  | { readonly on: 'primary-ip'; readonly do: 'unassign'; readonly primaryIpId: number };

export type FirewallEffect =
  | {
      readonly on: 'firewall';
      readonly do: 'set-rules';
      readonly firewallId: number;
      readonly rulesBefore: readonly FirewallRule[];
    }
  | {
      readonly on: 'firewall';
      readonly do: 'apply-server' | 'remove-server';
      readonly firewallId: number;
      readonly serverId: number;
    }
  | {
      readonly on: 'firewall';
      readonly do: 'apply-selector' | 'remove-selector';
      readonly firewallId: number;
      readonly selector: string;
    }
  | { readonly on: 'firewall'; readonly do: 'follow-labels' };

export type ImageEffect = {
  readonly on: 'image';
  readonly do: 'create';
  readonly imageId: number;
};

/** An action that changes nothing when it ends: its change was made at once. */
type NoEffect = { readonly on: 'nothing' };

export type Effect =
  | ServerEffect
  | NetworkEffect
  | AttachmentEffect
  | VolumeEffect
  | PrimaryIpEffect
  | FirewallEffect
  | ImageEffect
  | NoEffect;
