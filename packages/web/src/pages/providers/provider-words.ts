const MODES: Readonly<Record<string, string>> = {
  live: 'Live: writes are sent',
  plan: 'Plan: writes are refused',
};

export function sayMode(mode: string): string {
  return MODES[mode] ?? mode;
}

export function sayBudget(budget: { remaining: number; hourlyLimit: number } | null): string {
  return budget ? `${budget.remaining} of ${budget.hourlyLimit} per hour` : 'not known yet';
}

const RIGHTS: Readonly<Record<string, string>> = {
  'read-write': 'Reads and writes',
  'read-only': 'Reads only',
};

export function sayRights(access: string | null): string {
  return access === null ? 'Not known before the first write' : (RIGHTS[access] ?? access);
}
