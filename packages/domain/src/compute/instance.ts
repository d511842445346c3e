import { z } from 'zod';
import { referenceSchema, type ReferenceField } from '../resource/references.js';
import type { StateHistory } from '../resource/conditions.js';
import { zoneSchema } from '../region/zone.js';

const volumeReferenceSchema = z.object({
  deviceRef: referenceSchema,
  type: z.literal('virtio').optional(),
});

/** What a client declares of an instance. Source: SECA `InstanceSpec`. */
export const instanceSpecSchema = z.object({
  skuRef: referenceSchema,
  zone: zoneSchema,
  bootVolume: volumeReferenceSchema,
  dataVolumes: z.array(volumeReferenceSchema).max(64).optional(),
  primaryNicRef: referenceSchema.optional(),
  additionalNicRefs: z.array(referenceSchema).max(16).optional(),
  securityGroupRef: referenceSchema.optional(),
  antiAffinityGroup: z.string().max(64).optional(),
  sshKeys: z.array(z.string().min(1).max(4096)).max(32).optional(),
  /** Cloud-init user data. A secret: only GET and LIST of the API give it back. */
  userData: z.string().max(65_536).optional(),
});

export type InstanceSpec = z.output<typeof instanceSpecSchema>;

export type PowerState = 'on' | 'off';

export interface InstanceStatus extends StateHistory {
  /** As seen at the provider. */
  powerState: PowerState;
  /** RFC 3339 instant of the last change of power; absent when it was never started. */
  powerStateSince?: string;
}

/** The NICs of an instance, the primary one first. */
export function nicFields(spec: InstanceSpec): ReferenceField[] {
  return [
    ...(spec.primaryNicRef
      ? [{ pointer: '/spec/primaryNicRef', reference: spec.primaryNicRef, expects: ['nic'] as const }]
      : []),
    ...(spec.additionalNicRefs ?? []).map((reference, index) => ({
      pointer: `/spec/additionalNicRefs/${index}`,
      reference,
      expects: ['nic'] as const,
    })),
  ];
}

/** The security group of those NICs that name none themselves. */
export function securityGroupField({ securityGroupRef }: InstanceSpec): ReferenceField[] {
  if (!securityGroupRef) return [];
  return [{ pointer: '/spec/securityGroupRef', reference: securityGroupRef, expects: ['security-group'] }];
}

/** The block storages of an instance, beside the one it boots from. */
export function dataVolumeFields(spec: InstanceSpec): ReferenceField[] {
  return (spec.dataVolumes ?? []).map(({ deviceRef }, index) => ({
    pointer: `/spec/dataVolumes/${index}/deviceRef`,
    reference: deviceRef,
    expects: ['block-storage'] as const,
  }));
}

/** A new instance with this extension is started once it is made, for clients that know no power actions. */
export const START_ON_CREATE = 'start-on-create';

/** Whether a start was ever accepted: then its disk may hold something, whatever was seen of its power. */
export function wasEverStarted({ desiredPowerAt }: { desiredPowerAt: Date | undefined }): boolean {
  return desiredPowerAt !== undefined;
}
