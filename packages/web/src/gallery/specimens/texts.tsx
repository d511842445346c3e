/** What speaks to whoever looks, and what frames it. */
import { Button } from '../../ui/button.js';
import { Logo } from '../../ui/logo.js';
import { Message } from '../../ui/message.js';
import { NothingHere } from '../../ui/nothing-here.js';
import { Panel } from '../../ui/panel.js';
import { Skeleton } from '../../ui/skeleton.js';
import type { Specimen } from '../specimen.js';
import { TONES } from './data.js';

export const TEXTS: readonly Specimen[] = [
  { block: 'Logo', states: { plain: () => <Logo /> } },
  {
    block: 'Message',
    states: {
      ...Object.fromEntries(
        TONES.map((tone) => [tone, () => <Message tone={tone} title="A fact, in a sentence." />]),
      ),
      'with what to do': () => (
        <Message tone="broken" title="The admin server could not answer.">
          <p>
            Code <code>500</code>
          </p>
          <div>
            <Button>Try again</Button>
          </div>
        </Message>
      ),
    },
  },
  {
    block: 'Panel',
    states: {
      plain: (theme) => (
        <Panel title={`Networks, ${theme}`}>
          <p>What is in it.</p>
        </Panel>
      ),
      'with a remark': (theme) => (
        <Panel title={`Runs, ${theme}`} aside={<span>12 in all</span>}>
          <p>What is in it.</p>
        </Panel>
      ),
    },
  },
  { block: 'Skeleton', states: { 'three rows': () => <Skeleton rows={3} label="Reading the network" /> } },
  // It has a heading of the first order, after which no smaller one may follow.
  {
    block: 'NothingHere',
    states: {
      'with a way on': () => (
        <NothingHere title="There is no such page">
          <p>The address is of no screen of this console.</p>
        </NothingHere>
      ),
    },
  },
];
