import { euroText } from '../../resource/euros.js';

const MODES: Readonly<Record<string, string>> = {
  live: 'Live: writes are sent',
  plan: 'Plan: writes are refused',
  smoke: 'Trial: writes are sent until cap or expiry',
};

export function sayMode(mode: string): string {
  return MODES[mode] ?? mode;
}

interface Budget {
  remaining: number;
  hourlyLimit: number;
  usedByOthers: number;
}

export function sayBudget(budget: Budget | null): string {
  if (!budget) return 'not known yet';
  const { remaining, hourlyLimit, usedByOthers } = budget;
  const others = usedByOthers > 0 ? `; others used ${usedByOthers}` : '';
  return `${remaining} of ${hourlyLimit} per hour${others}`;
}

const RIGHTS: Readonly<Record<string, string>> = {
  'read-write': 'Reads and writes',
  'read-only': 'Reads only',
};

export function sayRights(access: string | null): string {
  return access === null ? 'Not known before the first write' : (RIGHTS[access] ?? access);
}

/** How much of a trial's cap is used up; euros, net. */
export function saySmoke({ spentEur, capEur }: { spentEur: number; capEur: number }): string {
  return `${euroText(spentEur)} of ${euroText(capEur)}`;
}
