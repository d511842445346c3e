#!/bin/sh
# Gives a machine whose only interfaces are private a default route and DNS, since Hetzner's DHCP gives neither:
# https://docs.hetzner.com/cloud/networks/changes/dhcp-bugfix
#   private-egress once    until the way out stands, at most two minutes; fails when it does not
#   private-egress watch   for ever, every five seconds
# Every look compares what should be with what is, so it heals after renewals, restarts and late interfaces, and
# it does nothing while another default route exists. Needs a POSIX shell, coreutils, iproute2 and systemd.
set -u
export PATH=/usr/sbin:/usr/bin:/sbin:/bin

# Marks our route, and lets any other default route win over it at once.
METRIC=30000
# Hetzner's recursive resolvers: https://docs.hetzner.com/networking/dns/faq/nameservers
NAMESERVERS='185.12.64.1 185.12.64.2'
METADATA=http://169.254.169.254/hetzner/v1/metadata/private-networks

uptime_seconds() {
  read -r uptime _ </proc/uptime
  echo "${uptime%.*}"
}

# Names of the interfaces whose MAC begins with $1, lowest first.
interfaces() {
  ip -o link | while read -r _ name rest; do
    name=${name%:}
    case $rest in *"link/ether $1"*) echo "${name%@*}" ;; esac
  done
}

mac_of() {
  link=$(ip -o link show dev "$1")
  link=${link#*link/ether }
  echo "${link%% *}"
}

# Next hop of the first route that DHCP gave on interface $1: the network's first address.
gateway_of() {
  routes=$(ip -4 route show dev "$1")
  while read -r to via address _; do
    if [ "$to" != default ] && [ "$via" = via ]; then
      echo "$address"
      break
    fi
  done <<ROUTES
$routes
ROUTES
}

private_networks() {
  curl -fs -m 3 "$METADATA" 2>/dev/null ||
    python3 -c "import urllib.request as u; print(u.urlopen('$METADATA', timeout=3).read().decode())" 2>/dev/null
}

# MACs of the interfaces in hidden networks (named h-…), which have no way out. Reads the metadata's YAML list.
hidden_macs() {
  mac='' network=''
  tr -d "\"'\r" | while read -r line; do
    case $line in '- '*': '*) mac='' network='' line=${line#- } ;; esac
    case $line in
      'mac_address: '*) mac=${line#*: } ;;
      'network_name: '*) network=${line#*: } ;;
      *) continue ;;
    esac
    case $mac,$network in ?*,h-*) echo "$mac" ;; esac
  done
}

# Learns from the metadata service which interfaces are hidden, anew whenever the set of interfaces ($private)
# changes. Five questions at most, since some users cut guests off from that service; unanswered, none is hidden.
learn_hidden() {
  if [ "$private" != "$asked_about" ]; then
    asked_about=$private questions=5 hidden=''
  fi
  if [ "$questions" -gt 0 ] && [ "$(ip -4 route show)" ]; then
    questions=$((questions - 1))
    if answer=$(private_networks); then
      hidden=$(echo "$answer" | hidden_macs | tr '\n' ' ')
      questions=0
    fi
  fi
}

is_hidden() {
  case " $hidden " in *" $(mac_of "$1") "*) return 0 ;; esac
  return 1
}

# Raises the private interfaces ($private) that stay without address, as some images leave them alone. hc-utils
# raises them by itself, but after network-online.target, which hangs for two minutes where networkd waits for links
# that nobody has configured.
raise_forgotten() {
  forgotten=''
  for nic in $private; do
    [ "$(ip -4 -o address show dev "$nic" scope global)" ] || forgotten="$forgotten $nic"
  done
  if [ "$forgotten" != "$waiting_for" ]; then
    waiting_for=$forgotten waiting_since=$now patience=8
  fi
  if [ -z "$forgotten" ] || [ $((now - waiting_since)) -lt "$patience" ]; then
    return
  fi
  if [ "$patience" = 8 ] && command -v hc-ifscan >/dev/null; then
    patience=60
    systemctl -q --no-block disable --now systemd-networkd-wait-online.service 2>/dev/null
    return
  fi
  patience=60 waiting_since=$now
  for nic in $forgotten; do
    echo "nobody raises $nic, asking for a lease"
    run_dhcp "$nic"
  done
}

run_dhcp() {
  if systemctl -q is-active NetworkManager.service 2>/dev/null && nmcli --wait 20 device connect "$1"; then
    return
  elif run_networkd "$1" 2>/dev/null; then
    return
  elif command -v dhclient >/dev/null; then
    dhclient -4 -nw -pf "/run/dhclient.$1.pid" "$1"
  elif command -v dhcpcd >/dev/null; then
    dhcpcd -4 -b "$1"
  fi
}

# Fails where there is no networkd. The file stays, so that networkd comes first at the next boot and is not waited
# for in vain; files of netplan or of the user sort before it and win.
run_networkd() {
  mkdir -p /etc/systemd/network
  printf '[Match]\nMACAddress=%s\n[Network]\nDHCP=ipv4\n[DHCPv4]\nUseMTU=yes\n' "$(mac_of "$1")" \
    >"/etc/systemd/network/zz-private-egress-$1.network"
  systemctl --no-block restart systemd-networkd.service
}

# Whether the file $1 lists a nameserver other than systemd-resolved's stub.
lists_nameserver() {
  [ -r "$1" ] || return 1
  while read -r key value _; do
    case $key,$value in nameserver,127.0.0.53) ;; nameserver,?*) return 0 ;; esac
  done <"$1"
  return 1
}

ensure_dns() {
  if lists_nameserver /etc/resolv.conf; then
    return 0
  fi
  # With the file in place, systemd-resolved may be just restarting.
  dropin=/run/systemd/resolved.conf.d/private-egress.conf
  if [ -e "$dropin" ] || systemctl -q is-active systemd-resolved.service 2>/dev/null; then
    if lists_nameserver /run/systemd/resolve/resolv.conf; then
      return 0
    fi
    if [ ! -e "$dropin" ]; then
      mkdir -p "${dropin%/*}"
      printf '[Resolve]\nDNS=%s\n' "$NAMESERVERS" >"$dropin"
      # Waiting for it here could wait for a job that in turn waits for this unit.
      systemctl --no-block restart systemd-resolved.service
      echo 'gave systemd-resolved its nameservers'
    fi
    return 1
  fi
  {
    echo
    for nameserver in $NAMESERVERS; do echo "nameserver $nameserver"; done
  } >>/etc/resolv.conf || return 1
  echo 'added nameservers to resolv.conf'
}

drop_our_route() {
  if [ "$ours" ]; then
    ip -4 route delete default metric "$METRIC"
  fi
}

# One look at everything. Succeeds when there is nothing to wait for.
look() {
  now=$(uptime_seconds)
  ours='' others=''
  defaults=$(ip -4 route show default)
  while read -r route; do
    case "$route " in
      *" metric $METRIC "*) ours=$route ;;
      ' ') ;;
      *) others=yes ;;
    esac
  done <<DEFAULTS
$defaults
DEFAULTS
  if [ "$others" ]; then
    drop_our_route
    return 0
  fi
  private=$(interfaces 86:00:)
  public=$(interfaces 96:00: && interfaces 92:00:)
  if [ "$public" ] && { [ -z "$private" ] || [ "$now" -lt "$patient_until" ]; }; then
    # Its own default route may need a moment; an address of IPv6 only brings none.
    [ -z "$private" ]
    return
  fi
  raise_forgotten
  learn_hidden

  gateway='' all_hidden=$private
  for nic in $private; do
    is_hidden "$nic" && continue
    all_hidden=''
    gateway=$(gateway_of "$nic")
    [ -z "$gateway" ] || break
  done
  if [ "$all_hidden" ]; then
    drop_our_route
    return 0
  fi
  [ "$gateway" ] || return 1
  case $ours in
    "default via $gateway dev $nic "*) ;;
    *)
      # The address is a /32, so the gateway is no neighbour by any subnet.
      ip -4 route replace default via "$gateway" dev "$nic" onlink metric "$METRIC" || return 1
      echo "default route via $gateway on $nic"
      ;;
  esac
  ensure_dns
}

asked_about='' questions=0 hidden='' waiting_for='' waiting_since=0 patience=8
start=$(uptime_seconds)
patient_until=$((start + 30))
case ${1:-} in
  once)
    until look; do
      if [ "$now" -ge $((start + 120)) ]; then
        echo 'no way out after two minutes' >&2
        exit 1
      fi
      sleep 1
    done
    ;;
  watch)
    while :; do
      look
      sleep 5
    done
    ;;
  *)
    echo 'usage: private-egress once|watch' >&2
    exit 64
    ;;
esac
