import { describe, expect, test } from 'vitest';
import { BrokenPromise } from './promise.js';
import {
  defaultRouteComesBack,
  findsTheGatewayWithoutItsRoute,
  guestIsReady,
  hiddenNetworkIsSkipped,
  largeTransfersPassTheBlackHole,
  natVmIsReady,
  neverReadsTheNatVm,
  nobodyConnectsToTheNatVm,
  nothingIsForwardedBeforeTheRules,
  nothingLeavesFromElsewhere,
  reachesByAddress,
  reachesByName,
  sshNeverRuns,
  type Promised,
} from './promises.js';
import {
  aScene,
  aSceneBetween,
  changed,
  forwardsByItself,
  withSsh,
  type Scene,
  type SceneOptions,
  type TestLife,
} from './scene.js';
import { isMissing, note } from './tools.js';

type Stage = (life: TestLife, options: SceneOptions) => Promise<Scene>;

interface Mutation {
  /** What is taken out of the user data. */
  readonly what: string;
  readonly where: 'NAT VM' | 'guest';
  readonly line: string;
  /** What stands there instead; nothing when not said. */
  readonly instead?: string;
  /** The promise that it breaks. */
  readonly breaks: Promised;
  /** A private-only guest and a NAT VM when nothing is said. */
  readonly stage?: Stage;
}

const elsewhere: Stage = (life, options) => aScene(life, { ...options, guest: { lastBytes: '2.5' } });
const beforeTheRules: Stage = (life, options) => aScene(life, forwardsByItself(options));

const NAT_VM: readonly Omit<Mutation, 'where'>[] = [
  {
    what: 'the masquerade',
    line: 'oifname $public ip saddr @allowed ip daddr != 10.0.0.0/16 masquerade',
    breaks: reachesByAddress,
  },
  {
    what: 'the clamp of the segment size',
    line: 'tcp flags syn tcp option maxseg size set rt mtu',
    breaks: largeTransfersPassTheBlackHole,
  },
  {
    what: 'the drop of metadata, there and back',
    line: '    ip daddr 169.254.0.0/16 counter name dropped_metadata drop\n    ip saddr 169.254.0.0/16 counter name dropped_metadata drop\n',
    breaks: neverReadsTheNatVm,
  },
  {
    what: 'the policy of forwarding',
    line: 'type filter hook forward priority filter; policy drop;',
    instead: 'type filter hook forward priority filter; policy accept;',
    breaks: nothingLeavesFromElsewhere,
    stage: elsewhere,
  },
  {
    what: 'the match of allowed prefixes',
    line: 'iifname $private oifname $public ip saddr @allowed counter name forwarded_out accept',
    instead: 'iifname $private oifname $public counter name forwarded_out accept',
    breaks: nothingLeavesFromElsewhere,
    stage: elsewhere,
  },
  {
    what: 'the policy of input',
    line: 'type filter hook input priority filter; policy drop;',
    instead: 'type filter hook input priority filter; policy accept;',
    breaks: nobodyConnectsToTheNatVm,
  },
  {
    what: 'the mask of SSH',
    line: 'systemctl -q mask ssh.service ssh.socket',
    breaks: sshNeverRuns,
    stage: (life, options) => aScene(life, withSsh(options)),
  },
  {
    what: "the gateway's being on-link",
    line: 'dev "$private" onlink',
    instead: 'dev "$private"',
    breaks: reachesByAddress,
  },
  {
    what: 'the alias address',
    line: 'holds_address "$ALIAS_ADDRESS" || ip -4 address add "$ALIAS_ADDRESS/32" dev "$private"',
    instead: ':',
    breaks: reachesByAddress,
  },
  {
    what: 'the switch of forwarding',
    line: '[ "$forwarding" = 1 ] || echo 1 >"$FORWARDING"',
    instead: ':',
    breaks: reachesByAddress,
  },
  {
    what: 'the unit that closes',
    line: 'ExecStart=/usr/local/sbin/nat-gateway close',
    instead: 'ExecStart=/bin/true',
    breaks: nothingIsForwardedBeforeTheRules,
    stage: beforeTheRules,
  },
];

const GUEST: readonly Omit<Mutation, 'where'>[] = [
  {
    what: 'the default route',
    line: 'ip -4 route replace default via "$gateway" dev "$nic" onlink metric "$METRIC" || return 1',
    instead: ':',
    breaks: reachesByAddress,
  },
  {
    what: 'the name servers',
    line: '>>/etc/resolv.conf || return 1',
    instead: '>/dev/null',
    breaks: reachesByName,
  },
  {
    what: "the gateway's being on-link",
    line: 'dev "$nic" onlink metric',
    instead: 'dev "$nic" metric',
    breaks: findsTheGatewayWithoutItsRoute,
  },
  {
    what: 'the watch',
    line: 'ExecStart=/usr/local/sbin/private-egress watch',
    instead: 'ExecStart=/usr/bin/sleep 3600',
    breaks: defaultRouteComesBack,
  },
  {
    what: 'the look for hidden networks',
    line: 'is_hidden "$nic" && continue',
    instead: ':',
    breaks: hiddenNetworkIsSkipped,
    stage: aSceneBetween,
  },
];

const MUTATIONS: readonly Mutation[] = [
  ...NAT_VM.map((mutation): Mutation => ({ ...mutation, where: 'NAT VM' })),
  ...GUEST.map((mutation): Mutation => ({ ...mutation, where: 'guest' })),
];

describe.skipIf(isMissing).concurrent(`the proof notices what is missing${note}`, () => {
  test.for(MUTATIONS)(
    '$what ($where)',
    async ({ where, line, instead = '', breaks, stage = aScene }, life) => {
      const broken = await stage(life, {
        [where === 'NAT VM' ? 'changeNatVm' : 'changeGuest']: (userData: string) =>
          changed(userData, line, instead),
      });
      // The other machine is as it should be, so it is not that which breaks the promise.
      await (where === 'NAT VM' ? guestIsReady(broken) : natVmIsReady(broken));
      await expect(breaks(broken, 8000)).rejects.toBeInstanceOf(BrokenPromise);
    },
  );
});
