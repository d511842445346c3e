const MODES: Readonly<Record<string, string>> = {
  live: 'Live: writes are sent',
  plan: 'Plan: writes are refused',
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
