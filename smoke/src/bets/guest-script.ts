/**
 * User data of a guest that nobody logs in to and that can send nothing: it turns itself off when it has its address by
 * DHCP and the metadata service tells its private network, and else stays on.
 */
export function guestScript(address: string): string {
  return `#!/bin/sh
# Turns the machine off when it has its private address and metadata tells of its private network.
networks=http://169.254.169.254/hetzner/v1/metadata/private-networks
for attempt in $(seq 90); do
  if ip -4 -o address show | grep -qF 'inet ${address}/32' &&
    python3 -c 'import sys, urllib.request as web; sys.stdout.buffer.write(web.urlopen(sys.argv[1], timeout=5).read())' "$networks" |
      grep -qF '${address}'; then
    poweroff
    exit
  fi
  sleep 2
done
`;
}
