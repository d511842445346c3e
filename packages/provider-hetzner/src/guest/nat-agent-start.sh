id -u nat-agent >/dev/null 2>&1 ||
  useradd --system --user-group --no-create-home --home-dir /var/lib/nat-agent --shell /usr/sbin/nologin nat-agent
chgrp nat-agent /etc/nat-agent/agent.json
systemctl -q enable nat-agent.service
systemctl --no-block start nat-agent.service
