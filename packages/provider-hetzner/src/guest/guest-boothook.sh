#cloud-boothook
#!/bin/sh
# Installs the guest's way out. cloud-init runs this in its network stage of every boot, from its cache after
# the first: https://docs.cloud-init.io/en/latest/explanation/format.html
#
# It only writes files and starts units without waiting: where hc-utils raises the interface, that happens after
# this stage, so waiting here would wait for ever.
[ -d /run/systemd/system ] || exit 0
changed=
@put.sh@
put 755 /usr/local/sbin/private-egress <<'PRIVATE_EGRESS_END'
@private-egress.sh@
PRIVATE_EGRESS_END
put 644 /etc/systemd/system/private-egress.service <<'PRIVATE_EGRESS_END'
@private-egress.service@
PRIVATE_EGRESS_END
put 644 /etc/systemd/system/private-egress-watch.service <<'PRIVATE_EGRESS_END'
@private-egress-watch.service@
PRIVATE_EGRESS_END
# An image made from another guest may bring older files: its units then run already and must start anew.
verb=start
if [ "$changed" ]; then
  verb=restart
  systemctl daemon-reload
fi
systemctl -q enable private-egress.service private-egress-watch.service
systemctl --no-block "$verb" private-egress.service private-egress-watch.service
