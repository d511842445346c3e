import { ValidationError, type Fault } from '../errors.js';
import { plainRules, type Admission, type Arrangement } from '../resource/kind-rules.js';
import { findResourceByUid } from '../resource/resource.repository.js';
import { asksForAnyRange, firstFreeRange, ipv4Range, isWithin, type Cidr } from './cidr.js';
import { cidrFaults } from './cidr.rules.js';
import { claimSubnetRange, listSubnetRanges } from './subnet-range.repository.js';
import { subnetSpecSchema } from './subnet.js';

/** Source: SECA, subnet. */
export const subnetRules = plainRules<'subnet'>({
  specSchema: subnetSpecSchema,
  complete: (spec, region) => ({ ...spec, zone: spec.zone || region.spec.availableZones[0] }),
  references: (spec) => [
    ...(spec.routeTableRef.resource === ''
      ? []
      : [
          {
            pointer: '/spec/routeTableRef',
            reference: spec.routeTableRef,
            expects: ['routing-table'] as const,
          },
        ]),
    ...(spec.skuRef
      ? [{ pointer: '/spec/skuRef', reference: spec.skuRef, expects: ['network-sku'] as const }]
      : []),
  ],
  faults: (admission) => [
    ...cidrFaults(admission.draft.spec.cidr, '/spec/cidr'),
    ...zoneFaults(admission),
    ...rangeFaults(admission),
    ...routeTableFaults(admission),
    ...changeFaults(admission),
  ],
  arrange: arrangeSubnet,
});

function zoneFaults({ draft, region }: Admission<'subnet'>): Fault[] {
  const zone = draft.spec.zone ?? '';
  if (region.spec.availableZones.includes(zone)) return [];
  return [{ pointer: '/spec/zone', message: `region '${region.name}' has no zone '${zone}'` }];
}

function rangeFaults({ draft, parentNetwork }: Admission<'subnet'>): Fault[] {
  const asked = draft.spec.cidr.ipv4;
  const range = asked === undefined ? undefined : ipv4Range(asked);
  const networkText = parentNetwork?.status.cidr.ipv4;
  const network = networkText === undefined ? undefined : ipv4Range(networkText);
  if (!range || !network) return [];
  const pointer = '/spec/cidr/ipv4';
  if (range.prefixLength < network.prefixLength) {
    return [{ pointer, message: `${range.text} is wider than the network's range ${network.text}` }];
  }
  if (asksForAnyRange(range) || isWithin(range, network)) return [];
  return [{ pointer, message: `${range.text} does not lie in the network's range ${network.text}` }];
}

function routeTableFaults({ draft, references }: Admission<'subnet'>): Fault[] {
  const table = references.get('/spec/routeTableRef')?.target;
  if (!table || (table.network === draft.network && table.workspace === draft.workspace)) return [];
  return [
    {
      pointer: '/spec/routeTableRef/resource',
      message: `the route table lies in network '${table.network}', the subnet in '${draft.network}'`,
    },
  ];
}

function changeFaults({ draft, existing, settings }: Admission<'subnet'>): Fault[] {
  if (!existing) return [];
  const faults: Fault[] = [];
  const [before, after] = [existing.spec, draft.spec];
  if (before.cidr.ipv4 !== after.cidr.ipv4 || before.cidr.ipv6 !== after.cidr.ipv6) {
    faults.push({ pointer: '/spec/cidr', message: 'the range of a subnet cannot be changed' });
  }
  if (settings.compatibility === 'spec' && before.zone !== after.zone) {
    faults.push({ pointer: '/spec/zone', message: 'the zone of a subnet cannot be changed' });
  }
  return faults;
}

async function arrangeSubnet(admission: Admission<'subnet'>): Promise<Arrangement<'subnet'>> {
  const { manager, draft, settings } = admission;
  const { cidr, holderUid } = await claimCidr(admission);
  const details = {
    cidr,
    ...(draft.spec.routeTableRef.resource === '' ? {} : { routeTableRef: draft.spec.routeTableRef }),
  };
  if (holderUid === undefined) return { details };
  const holder = await findResourceByUid(manager, holderUid);
  const message = `its range ${cidr.ipv4} overlaps the one of subnet '${holder?.name}'`;
  if (settings.compatibility === 'spec') throw new ValidationError([{ pointer: '/spec/cidr/ipv4', message }]);
  return { details, waitsFor: { reason: 'RangeTaken', message: `Waiting: ${message}` } };
}

/** The range in force, and who holds it instead when it could not be claimed. */
async function claimCidr(admission: Admission<'subnet'>): Promise<{ cidr: Cidr; holderUid?: string }> {
  const { manager, draft, existing, parentNetwork } = admission;
  const cidr = existing?.status.cidr ?? draft.spec.cidr;
  const asked = cidr.ipv4 === undefined ? undefined : ipv4Range(cidr.ipv4);
  if (!asked || !parentNetwork) return { cidr };
  if (!asksForAnyRange(asked)) {
    const holderUid = await claimSubnetRange(manager, parentNetwork.uid, draft.uid, asked.text);
    return { cidr, ...(holderUid === undefined ? {} : { holderUid }) };
  }
  // Locked, so that those who leave the choice to us are given a range one after the other.
  await findResourceByUid(manager, parentNetwork.uid, 'no-key-update');
  const network = parentNetwork.status.cidr.ipv4 ? ipv4Range(parentNetwork.status.cidr.ipv4) : undefined;
  for (;;) {
    const taken = await listSubnetRanges(manager, parentNetwork.uid);
    const free = network ? firstFreeRange(network, asked.prefixLength, taken) : undefined;
    if (!free) {
      const message = `the network has no free range of length /${asked.prefixLength}`;
      throw new ValidationError([{ pointer: '/spec/cidr/ipv4', message }]);
    }
    if ((await claimSubnetRange(manager, parentNetwork.uid, draft.uid, free.text)) === undefined) {
      return { cidr: { ...cidr, ipv4: free.text } };
    }
  }
}
