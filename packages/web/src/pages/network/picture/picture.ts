/** The way from instances to the internet as a picture: elements in layers, and the lines between them. */
import type { Tone } from '../../../ui/tone.js';

/** From the inside out, as a packet takes them. */
export const LAYERS = [
  'instances',
  'subnets',
  'tables',
  'routes',
  'gateways',
  'addresses',
  'internet',
] as const;
export type Layer = (typeof LAYERS)[number];

/** What each layer is called, and what stands in it when it is empty. */
export const LAYER_WORDS: Readonly<Record<Layer, { title: string; none: string }>> = {
  instances: { title: 'Instances, NICs', none: 'No instance has a NIC in it' },
  subnets: { title: 'Subnets', none: 'No subnet' },
  tables: { title: 'Route tables', none: 'No route table' },
  routes: { title: 'Routes at Hetzner', none: 'No route, wanted or there' },
  gateways: { title: 'Gateway, NAT VM', none: 'No route leads to a gateway' },
  addresses: { title: 'Public IP', none: 'None needed' },
  internet: { title: 'Internet', none: '' },
};

/** One thing in the picture: what is wanted of it beside what is there. */
export interface Element {
  /** Stays the same while the thing lives. */
  id: string;
  layer: Layer;
  /** What it is, in a word or two. */
  kind: string;
  name: string;
  wanted: string;
  real: string;
  /** Whether it is declared to be, or follows from what is. */
  isWanted: boolean;
  /** Whether it is there, as last seen. */
  isThere: boolean;
  tone: Tone;
  word: string;
  /** Why it is not as wanted, as a sentence. */
  reason: string | undefined;
  /** How that was learnt, as the API says it; `undefined` where there is nothing to learn. */
  evidence: string | undefined;
  observedAt: string | undefined;
  /** What it stands for, when it is many of a kind in one; `undefined` for one thing. */
  lot?: Lot;
  /** Whether it is one of an opened lot, and so drawn small. */
  isMember?: boolean;
}

export interface Lot {
  count: number;
  /** Whether its members are drawn below it. */
  isOpen: boolean;
}

/**
 * `programmed`: there, and seen. `applying`: being made true now. `absent`: wanted, not there. `unwanted`: there, not
 * wanted. `broken`: it leads nowhere, or will not come about by itself.
 */
export const LINE_STATES = ['programmed', 'applying', 'absent', 'unwanted', 'broken'] as const;
export type LineState = (typeof LINE_STATES)[number];

export interface Line {
  from: string;
  to: string;
  state: LineState;
}

export interface Picture {
  elements: readonly Element[];
  /** From a layer to a later one. */
  lines: readonly Line[];
}

export const LINE_WORDS: Readonly<Record<LineState, string>> = {
  programmed: 'There, and seen',
  applying: 'Being applied',
  absent: 'Wanted, not there',
  unwanted: 'There, not wanted',
  broken: 'Broken',
};

export function lineKey({ from, to }: Pick<Line, 'from' | 'to'>): string {
  return `${from} ${to}`;
}
