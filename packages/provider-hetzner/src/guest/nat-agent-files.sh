put 755 /usr/local/lib/nat-agent/nat_agent.py <<'NAT_GATEWAY_END'
@nat_agent.py@
NAT_GATEWAY_END
put 640 /etc/nat-agent/agent.json <<'NAT_GATEWAY_END'
@agentJson@
NAT_GATEWAY_END
put 644 /etc/systemd/system/nat-agent.service <<'NAT_GATEWAY_END'
@nat-agent.service@
NAT_GATEWAY_END
