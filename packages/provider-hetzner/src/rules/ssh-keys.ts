import type { Fault, InstanceSpec, WriteSituation } from '@seca-hetzner/domain';
import { madeWithOf } from './made-with.js';
import { isBrokenKey } from './ssh-key-name.js';

/** Keys are put on the disk at the first boot. */
export function sshKeysFaults(spec: InstanceSpec, { existing }: WriteSituation): Fault[] {
  const broken = (spec.sshKeys ?? []).flatMap((entry, index): Fault[] =>
    isBrokenKey(entry)
      ? [{ pointer: `/spec/sshKeys/${index}`, message: 'is not a public key in OpenSSH format' }]
      : [],
  );
  if (existing?.kind !== 'instance' || existing.desiredPowerAt === undefined) return broken;
  if (madeWithOf(existing.spec).sshKeys === madeWithOf(spec).sshKeys) return broken;
  const message =
    'SSH keys are read at the first boot, so they cannot be changed once the instance was started';
  return [...broken, { pointer: '/spec/sshKeys', message }];
}
