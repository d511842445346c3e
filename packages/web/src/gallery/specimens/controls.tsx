/** What is pressed, typed into and answered. */
import { useState, type ReactNode } from 'react';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { CopyButton } from '../../ui/copy-button.js';
import { Dialog, DialogEnd } from '../../ui/dialog.js';
import { SelectField, TextArea, TextField } from '../../ui/field.js';
import { Filters } from '../../ui/filters.js';
import { Form } from '../../ui/form.js';
import type { Specimen } from '../specimen.js';

export const CONTROLS: readonly Specimen[] = [
  {
    block: 'Button',
    states: {
      plain: () => <Button>Check now</Button>,
      main: () => <Button look="main">Apply</Button>,
      quiet: () => <Button look="quiet">Copy</Button>,
      disabled: () => <Button disabled>Check now</Button>,
      'main, disabled': () => (
        <Button look="main" disabled>
          Working …
        </Button>
      ),
    },
  },
  { block: 'CopyButton', states: { ready: () => <CopyButton text="10.0.1.2" label="Copy" /> } },
  {
    block: 'TextField',
    states: {
      empty: () => <Text label="Name" />,
      filled: () => <Text label="Name" start="web" />,
      'with help': () => <Text label="Name" help="Unique in the tenant." />,
      password: () => <Text label="Token" start="secret" type="password" />,
    },
  },
  {
    block: 'SelectField',
    states: { 'one of two': () => <Choice /> },
  },
  {
    block: 'TextArea',
    states: { filled: () => <Lines />, 'with help': () => <Lines help="YAML or JSON." /> },
  },
  {
    block: 'Filters',
    states: {
      'two fields': (theme) => (
        <Filters label={`What is shown, ${theme}`}>
          <Text label="Name" />
          <Choice />
        </Filters>
      ),
    },
  },
  {
    block: 'Form',
    states: {
      'a field and its end': () => (
        <Form onSubmit={(event) => event.preventDefault()}>
          <Text label="Name" />
          <div>
            <Button type="submit" look="main">
              Make token
            </Button>
          </div>
        </Form>
      ),
    },
  },
  {
    block: 'Dialog',
    states: { 'in the middle': () => <Opened />, 'at the top': () => <Opened place="top" /> },
  },
  {
    block: 'Confirm',
    states: {
      ready: () => <Question />,
      pending: () => <Question isPending />,
      failed: () => <Question fault="The admin server could not answer." />,
    },
  },
];

function Text(props: {
  label: string;
  start?: string;
  help?: string;
  type?: 'text' | 'password';
}): ReactNode {
  const { start = '', ...rest } = props;
  const [value, setValue] = useState(start);
  return <TextField {...rest} value={value} onChange={setValue} />;
}

function Choice(): ReactNode {
  const [value, setValue] = useState('viewer');
  return (
    <SelectField
      label="Role"
      value={value}
      onChange={setValue}
      help="What its holder may do."
      options={[
        ['viewer', 'Viewer'],
        ['operator', 'Operator'],
      ]}
    />
  );
}

function Lines(props: { help?: string }): ReactNode {
  const [value, setValue] = useState(
    'metadata: {kind: network, name: main}\nspec:\n  cidr: {ipv4: 10.0.0.0/16}',
  );
  return <TextArea label="SECA documents" value={value} onChange={setValue} {...props} />;
}

function Opened({ place = 'middle' }: { place?: 'middle' | 'top' }): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Open</Button>
      <Dialog title="Keyboard shortcuts" isOpen={isOpen} onClose={() => setIsOpen(false)} place={place}>
        <p>What is in it.</p>
        <DialogEnd>
          <Button onClick={() => setIsOpen(false)}>Close</Button>
        </DialogEnd>
      </Dialog>
    </>
  );
}

function Question({ isPending = false, fault }: { isPending?: boolean; fault?: string }): ReactNode {
  return (
    <Confirm
      action="Drain"
      title="Drain gateway out in main?"
      name="out"
      onConfirm={() => Promise.reject(new Error('nothing is drained here'))}
      isPending={isPending}
      fault={fault}
    >
      <p>Three instances lose the internet until it is resumed.</p>
    </Confirm>
  );
}
