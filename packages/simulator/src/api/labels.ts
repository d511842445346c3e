/** Which labels the API takes. Source: API description, "Labels". */
const NAME = /^[a-z0-9A-Z]([a-z0-9A-Z._-]{0,61}[a-z0-9A-Z])?$/;
const DNS_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;
const MAXIMUM_PREFIX_LENGTH = 253;

export function isLabelKey(key: string): boolean {
  const slash = key.indexOf('/');
  if (slash === -1) return NAME.test(key);
  return isPrefix(key.slice(0, slash)) && NAME.test(key.slice(slash + 1));
}

export function isLabelValue(value: string): boolean {
  return value === '' || NAME.test(value);
}

export function isReservedLabelKey(key: string): boolean {
  return key.startsWith('hetzner.cloud/');
}

function isPrefix(prefix: string): boolean {
  return prefix.length <= MAXIMUM_PREFIX_LENGTH && prefix.split('.').every((label) => DNS_LABEL.test(label));
}
