import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { sentenceOf } from '../../api/errors.js';
import {
  SetWorkspaceSettingsDocument,
  type DriftHealing,
  type Switch,
  type WorkspaceQueryVariables,
  type WorkspaceSettingsQuery,
} from '../../api/generated/graphql.js';
import { useMay } from '../../api/me.js';
import { useCommand } from '../../api/use-command.js';
import { ReadFault } from '../../shell/read-fault.js';
import { Button } from '../../ui/button.js';
import { Dialog, DialogEnd } from '../../ui/dialog.js';
import { SelectField } from '../../ui/field.js';
import { Message } from '../../ui/message.js';
import { Skeleton } from '../../ui/skeleton.js';
import { settingsQuery } from './workspace.queries.js';

const SWITCHES = [
  ['', 'As the installation'],
  ['on', 'On'],
  ['off', 'Off'],
] as const;

const HEALING = [
  ['', 'As the installation'],
  ['heal', 'Put right'],
  ['report', 'Only tell'],
] as const;

/** What a workspace has otherwise than the installation, to be changed by whoever may. */
export function Settings({ place }: { place: WorkspaceQueryVariables }): ReactNode {
  const may = useMay('admin');
  const [isOpen, setIsOpen] = useState(false);
  const close = (): void => setIsOpen(false);
  if (!may) return null;
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Settings…</Button>
      <Dialog title={`Settings of workspace ${place.name}`} isOpen={isOpen} onClose={close}>
        <Read place={place} onClose={close} />
      </Dialog>
    </>
  );
}

interface ReadProps {
  place: WorkspaceQueryVariables;
  onClose: () => void;
}

function Read({ place, onClose }: ReadProps): ReactNode {
  const { data, error, refetch } = useQuery(settingsQuery(place));
  if (data) return <SettingsForm place={place} settings={data.workspaceSettings} onClose={onClose} />;
  if (error) return <ReadFault error={error} hasData={false} onRetry={() => void refetch()} />;
  return <Skeleton rows={3} label="Reading the settings" />;
}

interface SettingsFormProps extends ReadProps {
  settings: WorkspaceSettingsQuery['workspaceSettings'];
}

function SettingsForm({ place: { name, ...place }, settings, onClose }: SettingsFormProps): ReactNode {
  const [natGateway, setNatGateway] = useState<string>(settings.natGateway ?? '');
  const [guestBootstrap, setGuestBootstrap] = useState<string>(settings.guestBootstrap ?? '');
  const [driftHealing, setDriftHealing] = useState<string>(settings.driftHealing ?? '');
  const { mutate, isPending, error } = useCommand(SetWorkspaceSettingsDocument, onClose);

  function submit(event: FormEvent): void {
    event.preventDefault();
    mutate({
      ...place,
      workspace: name,
      natGateway: switchOf(natGateway),
      guestBootstrap: switchOf(guestBootstrap),
      driftHealing: healingOf(driftHealing),
    });
  }

  return (
    <form onSubmit={submit}>
      <SelectField
        label="NAT VMs of internet gateways"
        value={natGateway}
        onChange={setNatGateway}
        options={SWITCHES}
        help="Off: they go, with the routes to them. Instances without a public address lose the internet."
      />
      <SelectField
        label="Guest bootstrap"
        value={guestBootstrap}
        onChange={setGuestBootstrap}
        options={SWITCHES}
        help="Off: servers that are made from then on find no way out by themselves."
      />
      <SelectField
        label="What somebody else changes at Hetzner"
        value={driftHealing}
        onChange={setDriftHealing}
        options={HEALING}
        help="Of networks, routes and NAT VMs. Only told, it stays as it is."
      />
      {error && <Message tone="broken" title={sentenceOf(error)} role="alert" />}
      <DialogEnd>
        <Button type="submit" look="main" disabled={isPending}>
          {isPending ? 'Setting …' : 'Set'}
        </Button>
        <Button onClick={onClose}>Leave it as it is</Button>
      </DialogEnd>
    </form>
  );
}

function switchOf(value: string): Switch | null {
  return value === 'on' || value === 'off' ? value : null;
}

function healingOf(value: string): DriftHealing | null {
  return value === 'heal' || value === 'report' ? value : null;
}
