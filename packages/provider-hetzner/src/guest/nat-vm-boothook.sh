#cloud-boothook
#!/bin/sh
# Makes the machine a NAT gateway, without any download. cloud-init runs this in its network stage of every boot,
# before sshd: https://docs.cloud-init.io/en/latest/explanation/format.html
set -u
changed=
@put.sh@
put 755 /usr/local/sbin/nat-gateway <<'NAT_GATEWAY_END'
@nat-gateway.sh@
NAT_GATEWAY_END
put 644 /etc/nat-gateway/rules.nft <<'NAT_GATEWAY_END'
@nat-gateway.nft@
NAT_GATEWAY_END
put 644 /etc/nat-gateway/allowed.nft <<'NAT_GATEWAY_END'
@allowed.nft@
NAT_GATEWAY_END
put 644 /etc/nat-gateway/gateway.env <<'NAT_GATEWAY_END'
PRIVATE_ADDRESS=@privateAddress@
ALIAS_ADDRESS=@aliasAddress@
NETWORK_RANGE=@networkRange@
NETWORK_GATEWAY=@networkGateway@
NAT_GATEWAY_END
put 644 /etc/systemd/system/nat-gateway-closed.service <<'NAT_GATEWAY_END'
@nat-gateway-closed.service@
NAT_GATEWAY_END
put 644 /etc/systemd/system/nat-gateway.service <<'NAT_GATEWAY_END'
@nat-gateway.service@
NAT_GATEWAY_END
@agentFiles@
# What the rules include: from then on it may become newer than what the machine was made with.
if [ ! -e /var/lib/nat-gateway/allowed.nft ]; then
  mkdir -p /var/lib/nat-gateway
  cp --remove-destination /etc/nat-gateway/allowed.nft /var/lib/nat-gateway/allowed.nft
fi
[ -d /run/systemd/system ] || exit 0
[ -z "$changed" ] || systemctl daemon-reload
# Nobody logs in: neither over the network nor, by a password, on the console. Masked while its start is still due, a
# unit would fail; stopping takes the start back.
systemctl --no-block stop ssh.service ssh.socket
systemctl -q mask ssh.service ssh.socket
passwd -q -l root
systemctl -q enable nat-gateway-closed.service nat-gateway.service
systemctl --no-block start nat-gateway-closed.service nat-gateway.service
@agentStart@
