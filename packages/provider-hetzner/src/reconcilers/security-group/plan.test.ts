import { describe, expect, test } from 'vitest';
import type { Firewall } from '@seca-hetzner/hetzner/schema';
import type { SourcedRule } from '../../rules/firewall-rules.js';
import type { Session } from '../session.js';
import { planSecurityGroup, type SecurityGroupActual, type SecurityGroupIntent } from './plan.js';

const web: SourcedRule = {
  rule: { direction: 'ingress', protocol: 'tcp', ports: { from: 443 } },
  ranges: undefined,
};

function intent(more: Partial<SecurityGroupIntent> = {}): SecurityGroupIntent {
  return {
    group: { uid: 'uid-g', deletedAt: undefined },
    connectionId: 'connection',
    rules: [web],
    wantedOn: [1],
    leftOn: [],
    instanceUids: new Map(),
    ...more,
  } as unknown as SecurityGroupIntent;
}

/** A firewall with the rules of `web`, as Hetzner answers: its ranges in another order and spelling. */
function firewall(...serverIds: number[]): Firewall {
  return {
    id: 3,
    name: 'f',
    rules: [
      { direction: 'out', protocol: 'icmp', port: null, source_ips: [], destination_ips: ['192.0.2.1/32'] },
      {
        direction: 'in',
        protocol: 'tcp',
        port: '443',
        source_ips: ['::/0', '0.0.0.0/0'],
        destination_ips: [],
      },
    ],
    applied_to: serverIds.map((id) => ({ type: 'server', server: { id } })),
  } as unknown as Firewall;
}

function actual(there?: Firewall): SecurityGroupActual {
  return { session: {} as Session, firewall: there, isBound: there !== undefined };
}

describe('the firewall of a group', () => {
  test('is as wanted whatever order its rules and ranges come in', () => {
    expect(planSecurityGroup(intent(), actual(firewall(1)))).toEqual([]);
  });

  test('is put on servers that join and taken off those that leave', () => {
    expect(planSecurityGroup(intent({ wantedOn: [1, 2] }), actual(firewall(1, 9)))).toEqual([
      { do: 'apply', serverIds: [2] },
      { do: 'remove', serverIds: [9] },
    ]);
  });

  test('stays on a server that keeps its address for now, and does not go before it', () => {
    const leaving = intent({ wantedOn: [], leftOn: [1] });
    expect(planSecurityGroup(leaving, actual(firewall(1)))).toEqual([]);
    expect(planSecurityGroup(leaving, actual())).toEqual([]);
    expect(planSecurityGroup(intent({ wantedOn: [] }), actual(firewall(1)))).toEqual([
      { do: 'remove', serverIds: [1] },
      { do: 'delete-firewall' },
    ]);
  });

  test('keeps its rules while the group has grown too large, and the group says so', () => {
    const ranges = Array.from({ length: 501 }, (_, index) => `10.${index >> 8}.${index & 255}.0/24`);
    const [step] = planSecurityGroup(intent({ rules: [{ ...web, ranges }] }), actual(firewall(1)));
    expect(step).toMatchObject({ do: 'wait' });
    expect(step).toHaveProperty('reason', expect.stringContaining('502 ranges'));
  });
});
