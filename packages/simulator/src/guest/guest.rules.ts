import type { EffectContext } from '../actions/starter.js';
import type { ServerRecord } from '../server/server.record.js';
import type { Project } from '../world/project.js';
import type { GuestEvent, GuestRecord } from './guest.record.js';

/** What is older is forgotten. */
const KEPT_EVENTS = 1_000;

const WITHOUT_FAULTS = {
  isHung: false,
  isAgentDead: false,
  isRouteLost: false,
  rulesHealAtMs: null,
} as const;

/** The inside of a server. One that has not been started, or not since this was recorded, has a fresh one. */
export function guestOf({ guests }: Project, { id, status }: ServerRecord): GuestRecord {
  const upAtMs = status === 'running' ? 0 : null;
  return guests.find(id) ?? { id, boot: 0, disk: 1, upAtMs, ...WITHOUT_FAULTS, stored: null };
}

/** Its programs run: the power is on, nothing destroys the disk meanwhile, and it has had the time to boot. */
export function isUp(project: Project, server: ServerRecord, nowMs: number): boolean {
  const { upAtMs, isHung } = guestOf(project, server);
  return server.status === 'running' && upAtMs !== null && upAtMs <= nowMs && !isHung;
}

/** What it sends to the internet goes where the network's routes lead. */
export function sendsByRoute(project: Project, server: ServerRecord, nowMs: number): boolean {
  return isUp(project, server, nowMs) && !guestOf(project, server).isRouteLost;
}

/** A machine that hangs hears no ACPI signal. */
export function hearsSignals(project: Project, server: ServerRecord): boolean {
  return server.status === 'running' && !guestOf(project, server).isHung;
}

/** The machine starts from the beginning, without the faults that somebody has put in. */
export function bootGuest(context: EffectContext, server: ServerRecord, event: 'boot' | 'reset'): void {
  const before = guestOf(context.project, server);
  const boot = before.boot + 1;
  const upAtMs = context.atMs + context.durations('boot-guest', server.id + boot);
  context.project.guests.put({ ...before, ...WITHOUT_FAULTS, boot, upAtMs });
  note(context, server.id, event, boot);
}

/** Nothing of the old disk is left; whether the machine comes up is another question. */
export function renewGuest(context: EffectContext, server: ServerRecord, isComingUp: boolean): void {
  const before = guestOf(context.project, server);
  const boot = isComingUp ? before.boot + 1 : before.boot;
  const upAtMs = isComingUp ? context.atMs + context.durations('boot-guest', server.id + boot) : null;
  const renewed = { ...before, ...WITHOUT_FAULTS, boot, upAtMs, disk: before.disk + 1, stored: null };
  context.project.guests.put(renewed);
  note(context, server.id, 'rebuilt', boot);
}

/** The power is gone; a machine that was off stays as it is. */
export function stopGuest(context: EffectContext, server: ServerRecord): void {
  const before = guestOf(context.project, server);
  if (before.upAtMs === null) return;
  context.project.guests.put({ ...before, ...WITHOUT_FAULTS, upAtMs: null });
  note(context, server.id, 'off', before.boot);
}

export function removeGuest(context: EffectContext, server: ServerRecord): void {
  const { boot } = guestOf(context.project, server);
  context.project.guests.remove(server.id);
  note(context, server.id, 'deleted', boot);
}

function note(
  { project, newId, atMs }: EffectContext,
  serverId: number,
  event: GuestEvent,
  boot: number,
): void {
  const events = project.guestEvents;
  events.put({ id: newId(), atMs, serverId, event, boot });
  if (events.size <= KEPT_EVENTS) return;
  const oldest = events.findBy(() => true);
  if (oldest !== undefined) events.remove(oldest.id);
}
