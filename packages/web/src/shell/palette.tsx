import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { request } from '../api/client.js';
import { sentenceOf } from '../api/errors.js';
import { SearchDocument } from '../api/generated/graphql.js';
import { hrefOf, sayKind } from '../resource/resource-path.js';
import { Dialog } from '../ui/dialog.js';
import { DESTINATIONS } from './destinations.js';
import styles from './palette.module.css';

interface Option {
  key: string;
  path: string;
  name: string;
  detail: string;
}

const MATCHES: Readonly<Record<string, string>> = {
  urn: 'by its URN',
  address: 'by an address',
  'provider-id': 'by an id at Hetzner',
};

/** Finds a screen, or a resource by whatever is known of it, and leads there. */
export function Palette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactNode {
  return (
    <Dialog title="Find" isOpen={isOpen} onClose={onClose} place="top">
      <Finder onClose={onClose} />
    </Dialog>
  );
}

function Finder({ onClose }: { onClose: () => void }): ReactNode {
  const navigate = useNavigate();
  const listId = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const { options, remark } = useOptions(useDeferredValue(text.trim()));
  const active = Math.min(chosen, options.length - 1);

  function go(option: Option | undefined): void {
    if (!option) return;
    onClose();
    void navigate(option.path);
  }

  function press(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') setChosen(Math.min(active + 1, options.length - 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(active - 1, 0));
    else if (event.key === 'Enter') go(options[active]);
    else return;
    event.preventDefault();
  }

  return (
    <div>
      <input
        className={styles['input']}
        role="combobox"
        aria-label="Find a resource or a screen"
        aria-expanded={options.length > 0}
        aria-controls={listId}
        aria-activedescendant={options[active] ? `${listId}-${active}` : undefined}
        placeholder="Name, URN, address or Hetzner id"
        autoFocus
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
        }}
        onKeyDown={press}
      />
      <div className={styles['body']}>
        <p className={styles['remark']} role="status">
          {remark}
        </p>
        <ul id={listId} role="listbox" aria-label="Found">
          {options.map(({ key, name, detail }, index) => (
            <li
              key={key}
              id={`${listId}-${index}`}
              className={styles['option']}
              role="option"
              aria-selected={index === active}
              onClick={() => go(options[index])}
            >
              <span className={styles['name']}>{name}</span>
              <span className={styles['detail']}>{detail}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function useOptions(text: string): { options: Option[]; remark: string } {
  const { data, error, isFetching } = useQuery({
    queryKey: ['search', text],
    queryFn: ({ signal }) => request(SearchDocument, { text }, signal),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  });
  const screens = DESTINATIONS.filter(({ word }) => word.toLowerCase().startsWith(text.toLowerCase())).map(
    ({ word, path }): Option => ({ key: path, path, name: word, detail: 'Screen' }),
  );
  if (text === '') return { options: screens, remark: 'Type to find a resource, or choose a screen.' };
  if (error) return { options: screens, remark: sentenceOf(error) };
  const hits = (data?.search ?? []).map(({ match, resource }): Option => {
    const { uid, name, kind, tenant, workspace } = resource;
    const place = [tenant, workspace].filter((part) => part !== '').join(' / ');
    const how = MATCHES[match];
    return {
      key: uid,
      path: hrefOf(resource),
      name,
      detail: [sayKind(kind), place, how].filter((part) => part).join(' · '),
    };
  });
  const options = [...screens, ...hits];
  if (isFetching) return { options, remark: 'Looking …' };
  return { options, remark: options.length === 0 ? `Nothing is called ${text}.` : `${options.length} found` };
}
