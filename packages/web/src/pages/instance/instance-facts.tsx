import type { ReactNode } from 'react';
import { sayEvidence, sayState } from '../../api/words.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { StateMark } from '../../ui/state-mark.js';
import { Table } from '../../ui/table.js';
import { Drift } from '../../resource/drift.js';
import { versionText } from '../../resource/version-text.js';
import { nameOf } from '../../way-out/references.js';
import type { Instance } from './instance.queries.js';

interface Compared {
  what: string;
  wanted: ReactNode;
  real: ReactNode;
}

/** What is wanted of an instance beside what is there. */
export function InstanceFacts({ instance }: { instance: Instance }): ReactNode {
  const { server } = instance;
  return (
    <>
      <Table caption="Intent and reality" columns={['What', 'Wanted', 'Real']}>
        {comparedOf(instance).map(({ what, wanted, real }) => (
          <tr key={what}>
            <th scope="row">{what}</th>
            <td>{wanted}</td>
            <td>{real}</td>
          </tr>
        ))}
      </Table>
      <Drift drift={server?.drift ?? []} />
      <p>
        {server?.observedAt ? (
          <>
            The server was last seen <RelativeTime at={server.observedAt} />, {sayEvidence(server.evidence)}.
          </>
        ) : (
          'The server has not been made yet.'
        )}
      </p>
    </>
  );
}

function comparedOf(instance: Instance): Compared[] {
  const { desiredPower, powerState, powerStateSince, server, sku, zone, nics } = instance;
  const { resourceVersion, observedVersion } = instance;
  return [
    {
      what: 'Power',
      wanted: desiredPower,
      real: (
        <>
          {powerState}
          {powerStateSince !== null && (
            <>
              , since <RelativeTime at={powerStateSince} />
            </>
          )}
        </>
      ),
    },
    { what: 'Server', wanted: `${nameOf(sku)} in ${zone}`, real: serverText(server) },
    ...nics.map((nic) => ({
      what: `NIC ${nic.name}`,
      wanted: [...nic.addresses, `in ${nic.network ?? '?'} / ${nic.subnet ?? '?'}`].join(' '),
      real: nic.isAttached ? (
        <StateMark tone="ok" word="Attached" />
      ) : (
        <StateMark tone="waiting" word={`Not attached, ${sayState(nic.state).word.toLowerCase()}`} />
      ),
    })),
    {
      what: 'Version',
      wanted: String(resourceVersion),
      real: versionText(resourceVersion, observedVersion),
    },
  ];
}

function serverText(server: Instance['server']): ReactNode {
  if (!server?.id) return 'not made yet';
  const status = server.observed?.['status'];
  return (
    <>
      <code>server {server.id}</code>
      {typeof status === 'string' && `, ${status}`}
    </>
  );
}
