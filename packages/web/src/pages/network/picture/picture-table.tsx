import { useState, type ReactNode } from 'react';
import { sayEvidence } from '../../../api/words.js';
import { CopyButton } from '../../../ui/copy-button.js';
import { RelativeTime } from '../../../ui/relative-time.js';
import { StateMark } from '../../../ui/state-mark.js';
import { Table } from '../../../ui/table.js';
import { LINE_WORDS, type Picture } from './picture.js';
import styles from './picture-table.module.css';
import { COLUMNS, rowsOf, textOf, type Row } from './picture-rows.js';

/** The picture as text: every element, where it leads and how. */
export function PictureTable({ picture }: { picture: Picture }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={styles['details']} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The picture as a table</summary>
      {isOpen && <Rows rows={rowsOf(picture)} />}
    </details>
  );
}

function Rows({ rows }: { rows: readonly Row[] }): ReactNode {
  return (
    <>
      <div className={styles['copy']}>
        <CopyButton text={textOf(rows)} label="Copy as text" />
      </div>
      <Table caption="Elements of the way out, and where each leads" columns={COLUMNS}>
        {rows.map(({ element, onward }) => (
          <tr key={element.id}>
            <td className={styles['short']}>{element.kind}</td>
            <th scope="row" className={styles['name']}>
              {element.name}
            </th>
            <td className={styles['short']}>{element.wanted}</td>
            <td className={styles['short']}>{element.real}</td>
            <td>
              <StateMark tone={element.tone} word={element.word} />
            </td>
            <td className={styles['reason']} dir="auto">
              {element.reason}
            </td>
            <td>
              {onward.map(({ to, name, state }) => (
                <span key={to} className={styles['onward']}>
                  {name}: {LINE_WORDS[state].toLowerCase()}
                </span>
              ))}
            </td>
            <td className={styles['short']}>{sayEvidence(element.evidence ?? null)}</td>
            <td className={styles['short']}>
              {element.observedAt !== undefined && <RelativeTime at={element.observedAt} />}
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}
