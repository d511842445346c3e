/** What shows facts, states, times and what differs. */
import { Badge } from '../../ui/badge.js';
import { CodeBlock } from '../../ui/code-block.js';
import { Facts } from '../../ui/facts.js';
import { Labels } from '../../ui/labels.js';
import { LongTable } from '../../ui/long-table.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { StateMark } from '../../ui/state-mark.js';
import { Table } from '../../ui/table.js';
import type { Tone } from '../../ui/tone.js';
import { ValueDiff } from '../../ui/value-diff.js';
import { Waterfall } from '../../ui/waterfall.js';
import type { Specimen } from '../specimen.js';

export const TONES: readonly Tone[] = ['ok', 'assumed', 'waiting', 'broken', 'unknown', 'idle'];

const secondsAgo = (seconds: number): string => new Date(Date.now() - seconds * 1_000).toISOString();

const ROWS = Array.from({ length: 30 }, (_, index) => `instance-${index + 1}`);

export const DATA: readonly Specimen[] = [
  {
    block: 'Badge',
    states: { plain: () => <Badge hint="Nothing of this is at Hetzner.">Simulated cloud</Badge> },
  },
  {
    block: 'StateMark',
    states: Object.fromEntries(TONES.map((tone) => [tone, () => <StateMark tone={tone} word={tone} />])),
  },
  {
    block: 'RelativeTime',
    states: {
      'just now': () => <RelativeTime at={secondsAgo(0)} />,
      minutes: () => <RelativeTime at={secondsAgo(150)} />,
      short: () => <RelativeTime at={secondsAgo(150)} isShort />,
      'long ago': () => <RelativeTime at={secondsAgo(90 * 86_400)} />,
    },
  },
  {
    block: 'Facts',
    states: {
      few: () => (
        <Facts
          facts={[
            ['Region', 'eu-central'],
            ['Private address', '10.0.1.2'],
          ]}
        />
      ),
      long: () => <Facts facts={[['Name', 'a-very-long-name'.repeat(12)]]} />,
    },
  },
  {
    block: 'Labels',
    states: {
      plain: () => <Labels labels={{ team: 'web', tier: 'front' }} />,
      'markup, and right to left': () => <Labels labels={{ note: '<b>bold</b>', owner: 'שלום עולם' }} />,
      none: () => <Labels labels={{}} />,
    },
  },
  {
    block: 'Table',
    states: {
      filled: () => (
        <Table caption="Networks" columns={['Network', 'State', 'Range']}>
          <tr>
            <th scope="row">main</th>
            <td>
              <StateMark tone="ok" word="Active" />
            </td>
            <td>
              <code>10.0.0.0/16</code>
            </td>
          </tr>
          <tr>
            <th scope="row">spare</th>
            <td>
              <StateMark tone="waiting" word="Pending" />
            </td>
            <td>
              <code>10.2.0.0/16</code>
            </td>
          </tr>
        </Table>
      ),
    },
  },
  {
    block: 'LongTable',
    states: {
      'thirty rows': () => (
        <LongTable
          caption="Instances"
          columns={['Instance', 'State']}
          rows={ROWS}
          total={ROWS.length}
          keyOf={(row) => row}
          cellsOf={(row) => (
            <>
              <th scope="row">{row}</th>
              <td>
                <StateMark tone="ok" word="Active" />
              </td>
            </>
          )}
          onEnd={() => undefined}
        />
      ),
    },
  },
  {
    block: 'ValueDiff',
    states: {
      'changed, added, removed': () => (
        <ValueDiff
          label="What changes"
          changes={[
            { path: 'spec.sizeGB', before: '20', after: '60' },
            { path: 'labels.team', before: null, after: '"web"' },
            { path: 'labels.tier', before: '"front"', after: null },
          ]}
        />
      ),
    },
  },
  {
    block: 'Waterfall',
    states: {
      'in the middle': () => <Waterfall from={200} length={300} of={1_000} />,
      'too short to be seen': () => <Waterfall from={990} length={0} of={1_000} />,
    },
  },
  {
    block: 'CodeBlock',
    states: {
      command: () => (
        <CodeBlock
          title="As a client reads it"
          code="seca GET seca.network/v1/tenants/demo/workspaces/shop"
        />
      ),
    },
  },
];
