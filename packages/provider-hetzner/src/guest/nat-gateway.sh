#!/bin/sh
# Keeps a machine forwarding from a private Hetzner network to the internet.
#   nat-gateway close   loads the rules with no interface in them, so that nothing is forwarded
#   nat-gateway keep    for ever: interfaces, addresses, rules and forwarding as they should be, every five seconds
# `keep` wants PRIVATE_ADDRESS and ALIAS_ADDRESS (the machine's own), NETWORK_RANGE and NETWORK_GATEWAY (the
# network's first address). Interfaces are found by their role, since names differ between images and types.
set -u
export PATH=/usr/sbin:/usr/bin:/sbin:/bin

FORWARDING=/proc/sys/net/ipv4/ip_forward

load_rules() {
  nft -D "public=$1" -D "private=$2" -f /etc/nat-gateway/rules.nft
}

# With the newest prefixes; with those the machine was made with when the newest can't be read, since none would leave
# otherwise. An agent finds its own again and puts them back.
load_rules_anyhow() {
  load_rules "$1" "$2" && return
  echo 'loading the rules with the prefixes this machine was made with' >&2
  cp --remove-destination /etc/nat-gateway/allowed.nft /var/lib/nat-gateway/allowed.nft && load_rules "$1" "$2"
}

# The device of the default route.
find_public() {
  previous=''
  for word in $(ip -4 route show default); do
    if [ "$previous" = dev ]; then
      echo "$word"
      break
    fi
    previous=$word
  done
}

# The device that holds the private address, else the first whose MAC is a private one: the first line that fits.
find_private() {
  found=''
  {
    ip -4 -o address show to "$PRIVATE_ADDRESS/32"
    ip -o link
  } | while read -r _ name rest; do
    case $found$rest in
      "inet $PRIVATE_ADDRESS/"* | '<'*'link/ether 86:00:00:'*)
        found=${name%:}
        echo "${found%@*}"
        ;;
    esac
  done
}

holds_address() { [ "$(ip -4 -o address show dev "$private" to "$1/32")" ]; }

# DHCP gives the main address only, and on some images nobody asks for it. The fabric knows both addresses anyway, so
# they are set without waiting; the alias second, so that it is nobody's preferred source.
configure_private() {
  if ! holds_address "$PRIVATE_ADDRESS"; then
    ip link set dev "$private" mtu 1450 up
    ip -4 address replace "$PRIVATE_ADDRESS/32" dev "$private" || return 1
  fi
  if [ -z "$(ip -4 route show "$NETWORK_RANGE" dev "$private")" ]; then
    ip -4 route replace "$NETWORK_RANGE" via "$NETWORK_GATEWAY" dev "$private" onlink || return 1
  fi
  holds_address "$ALIAS_ADDRESS" || ip -4 address add "$ALIAS_ADDRESS/32" dev "$private"
}

# One look at everything. Forwarding goes on only behind the rules, and off when they can't be had.
look() {
  public=$(find_public)
  private=$(find_private)
  if [ -z "$public" ] || [ -z "$private" ]; then
    return 1
  fi
  configure_private || return 1
  if [ "$loaded" != "$public $private" ] || ! nft -t list table inet nat_gateway >/dev/null 2>&1; then
    if ! load_rules_anyhow "$public" "$private"; then
      echo 0 >"$FORWARDING"
      return 1
    fi
    loaded="$public $private"
    echo "forwarding from $private to $public"
  fi
  read -r forwarding <"$FORWARDING"
  [ "$forwarding" = 1 ] || echo 1 >"$FORWARDING"
}

case ${1:-} in
  close)
    # Nothing is ever forwarded from or to the loopback interface.
    load_rules_anyhow lo lo
    ;;
  keep)
    loaded=''
    while :; do
      if look; then
        sleep 5
      else
        sleep 1
      fi
    done
    ;;
  *)
    echo 'usage: nat-gateway close|keep' >&2
    exit 64
    ;;
esac
