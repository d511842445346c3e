import type { Fault } from '../errors.js';
import { plainRules, type Admission } from '../resource/kind-rules.js';
import { addressFamily } from './cidr.js';
import { publicIpSpecSchema } from './public-ip.js';

/** Source: SECA, public IP. The address asked for is a wish: several may ask for the same one. */
export const publicIpRules = plainRules<'public-ip'>({
  specSchema: publicIpSpecSchema,
  faults: (admission) => [...addressFaults(admission), ...changeFaults(admission)],
  arrange: ({ existing }) => {
    const { ipAddress, attachedTo } = existing?.status ?? {};
    return { details: { ...(ipAddress ? { ipAddress } : {}), ...(attachedTo ? { attachedTo } : {}) } };
  },
});

function addressFaults({ draft }: Admission<'public-ip'>): Fault[] {
  const { address, version } = draft.spec;
  if (!address) return [];
  const pointer = '/spec/address';
  const family = addressFamily(address);
  if (!family) return [{ pointer, message: `'${address}' is not an IP address` }];
  if (family === version.toLowerCase()) return [];
  return [{ pointer, message: `'${address}' is not an ${version} address` }];
}

function changeFaults({ draft, existing, settings }: Admission<'public-ip'>): Fault[] {
  if (!existing) return [];
  const faults: Fault[] = [];
  if (existing.spec.version !== draft.spec.version) {
    faults.push({ pointer: '/spec/version', message: 'the version of a public IP cannot be changed' });
  }
  const isOtherAddress = (existing.spec.address ?? '') !== (draft.spec.address ?? '');
  if (settings.compatibility === 'spec' && isOtherAddress) {
    faults.push({ pointer: '/spec/address', message: 'the address of a public IP cannot be changed' });
  }
  return faults;
}
