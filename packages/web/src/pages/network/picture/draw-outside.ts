/** What routes lead to: gateways with their NAT VMs, public addresses, the internet. */
import type { Gateway, Network } from '../network.queries.js';
import { isNeeded, wishState, type DrawnRoute } from './draw-routes.js';
import type { Element, Line, LineState } from './picture.js';

const RUNNING = 'running';

/** A server in one of these states will run without anybody's doing. */
const ON_ITS_WAY = new Set(['initializing', 'starting', 'rebuilding', 'migrating']);

const INTERNET_ID = 'internet';
export const gatewayId = (uid: string): string => `gateway:${uid}`;
const addressId = (uid: string): string => `address:${uid}`;

/** Whether an element is a gateway, also one that does not exist. */
export const isGatewayId = (id: string): boolean => id.startsWith('gateway:');

export function drawOutside(
  { internetGateways }: Network,
  routes: readonly DrawnRoute[],
): { elements: Element[]; lines: Line[] } {
  const elements: Element[] = [];
  const lines: Line[] = [];
  for (const gateway of internetGateways) {
    const users = routes.filter(({ target }) => target?.type === 'gateway' && target.name === gateway.name);
    const isUsed = users.some(isNeeded);
    elements.push(drawGateway(gateway, isUsed));
    if (!gateway.natVm && !isUsed) continue;
    const state = addressState(gateway);
    elements.push(drawAddress(gateway));
    lines.push({ from: gatewayId(gateway.uid), to: addressId(gateway.uid), state });
    lines.push({ from: addressId(gateway.uid), to: INTERNET_ID, state });
  }
  for (const route of routes) {
    const { id, state, element } = endOf(route, internetGateways);
    if (element && !elements.some((each) => each.id === id)) elements.push(element);
    lines.push({ from: route.id, to: id, state });
  }
  return { elements: [...elements, INTERNET], lines };
}

const INTERNET: Element = {
  id: INTERNET_ID,
  layer: 'internet',
  kind: 'Internet',
  name: 'Internet',
  wanted: '',
  real: '',
  isWanted: true,
  isThere: true,
  tone: 'idle',
  word: '',
  reason: undefined,
  evidence: undefined,
  observedAt: undefined,
};

function drawGateway({ uid, name, natVm, deletedAt }: Gateway, isUsed: boolean): Element {
  const wanted = deletedAt === null ? (isUsed ? 'a NAT VM' : 'nothing now') : 'gone';
  return {
    id: gatewayId(uid),
    layer: 'gateways',
    kind: 'Gateway',
    name,
    wanted,
    isWanted: deletedAt === null,
    isThere: natVm !== null,
    real: natVm ? [natVm.status ?? 'being made', natVm.privateAddress].filter(Boolean).join(' · ') : 'no VM',
    ...gatewayState({ natVm, deletedAt }, isUsed),
    reason: natVm && natVm.status !== RUNNING ? `Its VM is ${natVm.status ?? 'being made'}` : undefined,
    evidence: natVm?.server.evidence ?? undefined,
    observedAt: natVm?.server.observedAt ?? undefined,
  };
}

function gatewayState(
  { natVm, deletedAt }: Pick<Gateway, 'natVm' | 'deletedAt'>,
  isUsed: boolean,
): Pick<Element, 'tone' | 'word'> {
  if (deletedAt !== null) return { tone: 'waiting', word: 'Deleting' };
  if (natVm?.status === RUNNING) return { tone: 'ok', word: 'Running' };
  if (natVm) return { tone: 'waiting', word: 'Waiting' };
  return isUsed ? { tone: 'waiting', word: 'Not made yet' } : { tone: 'idle', word: 'Not needed' };
}

function drawAddress({ uid, natVm, deletedAt }: Gateway): Element {
  const address = natVm?.publicAddress;
  return {
    id: addressId(uid),
    layer: 'addresses',
    kind: 'Public IP',
    name: address ?? 'to come',
    wanted: 'an address',
    isWanted: deletedAt === null,
    isThere: Boolean(address),
    real: address ? 'assigned' : 'none yet',
    tone: address ? 'ok' : 'waiting',
    word: address ? 'OK' : 'Waiting',
    reason: undefined,
    evidence: natVm?.server.evidence ?? undefined,
    observedAt: natVm?.server.observedAt ?? undefined,
  };
}

function addressState({ natVm }: Gateway): LineState {
  if (!natVm) return 'absent';
  if (!natVm.publicAddress) return 'applying';
  return natVm.status === RUNNING ? 'programmed' : stoppedState(natVm.status);
}

interface End {
  id: string;
  /** How far the route really leads there. */
  state: LineState;
  /** What is to be drawn for it, when it is no gateway of the network. */
  element?: Element;
}

function endOf(route: DrawnRoute, gateways: readonly Gateway[]): End {
  const { target, nextHop } = route;
  if (!target) {
    const behind = gateways.find(({ natVm }) => natVm?.aliasAddress === nextHop);
    if (behind) return { id: gatewayId(behind.uid), state: 'unwanted' };
    const element = drawNextHop(nextHop ?? '', route);
    return { id: element.id, state: 'unwanted', element };
  }
  if (target.type !== 'gateway') {
    const element = drawNextHop(target.name, route);
    return { id: element.id, state: wishState(route), element };
  }
  const gateway = gateways.find(({ name }) => name === target.name);
  if (gateway) return { id: gatewayId(gateway.uid), state: gatewayLineState(route, gateway) };
  const element = drawMissing(target.name);
  return { id: element.id, state: 'broken', element };
}

function gatewayLineState(route: DrawnRoute, { natVm }: Gateway): LineState {
  const isRunning = natVm?.status === RUNNING;
  if (route.nextHop !== undefined) {
    if (isRunning) return natVm.aliasAddress === route.nextHop ? 'programmed' : 'broken';
    return stoppedState(natVm?.status ?? null);
  }
  const isComing = natVm !== null && !isRunning && route.wish?.state !== 'error' && isNeeded(route);
  return isComing ? 'applying' : wishState(route);
}

function stoppedState(status: string | null): LineState {
  return status !== null && ON_ITS_WAY.has(status) ? 'applying' : 'broken';
}

function drawNextHop(name: string, { nextHop, wish }: DrawnRoute): Element {
  const isThere = nextHop !== undefined;
  return {
    id: `hop:${name}`,
    layer: 'gateways',
    kind: 'Next hop',
    name,
    wanted: wish ? 'the next hop' : 'nothing',
    isWanted: wish !== undefined,
    isThere,
    real: isThere ? `next hop ${nextHop}` : 'not used',
    tone: wish ? (isThere ? 'ok' : 'waiting') : 'waiting',
    word: wish ? (isThere ? 'OK' : 'Waiting') : 'Not wanted',
    reason: undefined,
    evidence: 'declared',
    observedAt: undefined,
  };
}

function drawMissing(name: string): Element {
  return {
    id: `gateway:?${name}`,
    layer: 'gateways',
    kind: 'Gateway',
    name,
    wanted: 'a gateway',
    isWanted: true,
    isThere: false,
    real: 'does not exist',
    tone: 'broken',
    word: 'Broken',
    reason: 'A route names a gateway that does not exist',
    evidence: 'declared',
    observedAt: undefined,
  };
}
