// Addresses that are the same everywhere at Hetzner, and those that stand for the rest of the internet here.

/** Hetzner's metadata service. */
export const METADATA_ADDRESS = '169.254.169.254';

/** Gateway of every public interface. */
export const PUBLIC_GATEWAY = '172.31.1.1';

/** Hetzner's recursive resolvers: https://docs.hetzner.com/networking/dns/faq/nameservers */
export const RESOLVERS = ['185.12.64.1', '185.12.64.2'] as const;

/** A web server out there: by name, and by address. */
export const WEB_NAME = 'web.example';
export const WEB_ADDRESS = '198.51.100.80';

/** The first address of an IPv4 prefix: the gateway of all its guests, whatever their subnet. */
export function firstAddressOf(prefix: string): string {
  const [network = '', length = ''] = prefix.split('/');
  const bits = network.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const size = 2 ** (32 - Number(length));
  const first = Math.floor(bits / size) * size + 1;
  return [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.');
}

/** The netmask of an IPv4 prefix, such as `255.255.0.0`. */
export function netmaskOf(prefix: string): string {
  const size = 2 ** (32 - Number(prefix.split('/')[1]));
  return [24, 16, 8, 0].map((shift) => Math.floor((2 ** 32 - size) / 2 ** shift) % 256).join('.');
}
