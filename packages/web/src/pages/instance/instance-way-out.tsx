import type { ReactNode } from 'react';
import type { Place } from '../../paths.js';
import styles from '../../resource/page.module.css';
import { StateMark } from '../../ui/state-mark.js';
import { AskGateway, useGatewayAnswer } from '../../way-out/ask-gateway.js';
import { Fix } from '../../way-out/fix.js';
import type { Hop } from '../../way-out/hops.js';
import { Ladder } from '../../way-out/ladder.js';
import type { WayThings } from '../../way-out/things.js';
import { verdictOf } from '../../way-out/verdict.js';

interface InstanceWayOutProps {
  instance: Place;
  wayOut: readonly Hop[];
  /** The network in which the way begins, and what is on it; `undefined` while that is not known. */
  network: Place | undefined;
  things: WayThings;
}

/** Whether an instance reaches the internet, hop by hop, and what can be done where it does not. */
export function InstanceWayOut({ instance, wayOut, network, things }: InstanceWayOutProps): ReactNode {
  const { hops, ...asking } = useGatewayAnswer(instance, wayOut);
  const verdict = verdictOf(hops);
  return (
    <div className={styles['stack']}>
      <p className={styles['row']} role="status">
        <StateMark tone={verdict.tone} word={verdict.word} />
        <span dir="auto">{verdict.sentence}</span>
      </p>
      <Ladder
        hops={hops}
        fixOf={(hop) =>
          network && <Fix hop={hop} hops={hops} network={network} things={things} ask={asking.ask} />
        }
      />
      <AskGateway {...asking} />
    </div>
  );
}
