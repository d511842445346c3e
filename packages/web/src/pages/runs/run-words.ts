interface Target {
  target: string | null;
  unitType: string;
  unitUid: string;
}

/** What a run was for: the end of its URN, as far as it was noted; else its unit. */
export function targetText({ target, unitType, unitUid }: Target): string {
  if (target === null) return `${unitType} ${unitUid.slice(0, 8)}`;
  return target
    .replace(/^seca\.[a-z]+\/v\d+\/tenants\//, '')
    .replace('/workspaces/', '/')
    .replaceAll('/', ' / ');
}
