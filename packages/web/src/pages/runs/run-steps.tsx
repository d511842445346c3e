import type { ReactNode } from 'react';
import type { RunFieldsFragment } from '../../api/generated/graphql.js';
import { sayStep } from '../../resource/step-words.js';
import styles from '../../resource/page.module.css';
import { Table } from '../../ui/table.js';
import { durationText } from '../../ui/time.js';
import { Waterfall } from '../../ui/waterfall.js';
import own from './run-steps.module.css';

const COLUMNS = ['Step', 'When', 'Took', 'Calls', 'Result'];
const NO_NAMES = new Map<string, string>();

/** The steps of a run as a waterfall, each beside its figures. */
export function RunSteps({ run }: { run: RunFieldsFragment }): ReactNode {
  const begin = Date.parse(run.startedAt);
  const length = Date.parse(run.endedAt) - begin;
  if (run.steps.length === 0) return <p className={styles['soft']}>None was done.</p>;
  return (
    <Table caption="Steps of the run" columns={COLUMNS}>
      {run.steps.map((step, index) => {
        const { title, detail } = sayStep(step.do, NO_NAMES);
        const from = Date.parse(step.startedAt) - begin;
        return (
          <tr key={`${index} ${step.do}`}>
            <th scope="row">
              {title} <code>{detail}</code>
            </th>
            <td className={own['when']}>
              <Waterfall from={from} length={step.durationMs} of={length} />
              <span className={styles['soft']}>after {durationText(from)}</span>
            </td>
            <td>{durationText(step.durationMs)}</td>
            <td>{step.calls}</td>
            <td>{step.result === 'done' ? 'Done' : step.result}</td>
          </tr>
        );
      })}
    </Table>
  );
}
