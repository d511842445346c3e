/** Why a way to the internet may not work: what each code means, and what to do about it. Closed; documented in docs/egress.md. */
export const egressCodes = {
  INSTANCE_NOT_MADE: {
    meaning: 'The server of the instance has not been made yet.',
    fix: 'Nothing: it is being made. What it waits for stands in the instance’s conditions.',
  },
  INSTANCE_OFF: {
    meaning: 'The instance is switched off, as was asked.',
    fix: 'Start the instance.',
  },
  INSTANCE_NOT_RUNNING: {
    meaning: 'The instance should run, and its server does not.',
    fix: 'Nothing: it is switched on again. What it waits for stands in the instance’s conditions.',
  },
  BOOTSTRAP_NOT_DELIVERED: {
    meaning: 'The server has not been given the bootstrap that finds the way out.',
    fix: 'Nothing when the server is just being made. A server that was made without it needs its default route set by hand.',
  },
  BOOTSTRAP_OFF: {
    meaning: 'The server was made without the bootstrap, as GUEST_BOOTSTRAP says.',
    fix: 'Let the instance’s own user data lead the default route to the network’s first address; or switch GUEST_BOOTSTRAP on and make the instance anew.',
  },
  GUEST_NOT_SEEN: {
    meaning: 'The gateway has not seen a packet from this address for an hour.',
    fix: 'Look in the guest: ‘ip -4 route show default’ is to lead to the network’s first address; ‘journalctl -u private-egress’ says why it does not.',
  },
  NOT_REPORTED: {
    meaning: 'Everything speaks for it; nobody has reported it.',
    fix: 'Ask the gateway what it has seen of this address.',
  },
  NO_NIC: {
    meaning: 'The instance has no NIC in a network of yours.',
    fix: 'Name a NIC of the network as primaryNicRef of the instance.',
  },
  NIC_NOT_ATTACHED: {
    meaning: 'The server is not attached to the network with the NIC’s address.',
    fix: 'Nothing: it is attached as soon as that is possible. What it waits for stands in the NIC’s conditions.',
  },
  SUBNET_MISSING: {
    meaning: 'The NIC lies in no subnet that exists.',
    fix: 'Let the NIC’s subnetRef name a subnet that exists.',
  },
  SUBNET_NOT_MADE: {
    meaning: 'Hetzner’s network does not have the subnet’s range.',
    fix: 'Nothing: it is being added. What it waits for stands in the subnet’s conditions.',
  },
  NO_ROUTE_TABLE: {
    meaning: 'The subnet uses no route table.',
    fix: 'Let the subnet’s routeTableRef name a route table that sends 0.0.0.0/0 to an internet gateway.',
  },
  NO_ROUTE_TO_GATEWAY: {
    meaning: 'No route of the subnet’s table leads to an internet gateway.',
    fix: 'Add a route for 0.0.0.0/0 to an internet gateway to the route table.',
  },
  GATEWAY_MISSING: {
    meaning: 'The internet gateway that the route leads to does not exist.',
    fix: 'Create the internet gateway, or let the route lead to one that exists.',
  },
  ROUTE_REFUSED: {
    meaning: 'The route cannot be programmed.',
    fix: 'Change or remove what stands in its way; the route’s status names it.',
  },
  ROUTE_NOT_PROGRAMMED: {
    meaning: 'Hetzner’s network does not have the route.',
    fix: 'Nothing: it is added when the gateway is known to forward.',
  },
  ROUTE_ELSEWHERE: {
    meaning: 'Hetzner’s network sends the destination to another address.',
    fix: 'Nothing: it is put right. If it comes back, somebody else changes this network at Hetzner.',
  },
  NAT_GATEWAY_OFF: {
    meaning: 'NAT gateways are switched off in this workspace, as NAT_GATEWAY says.',
    fix: 'Switch NAT_GATEWAY on, for the installation or for this workspace.',
  },
  DRIFT_LEFT: {
    meaning: 'Somebody else has changed this at Hetzner, and it is only reported, as DRIFT_HEALING says.',
    fix: 'Undo the change at Hetzner; or set DRIFT_HEALING to heal, for the installation or for this workspace.',
  },
  NAT_VM_MISSING: {
    meaning: 'The gateway has no NAT VM in this network.',
    fix: 'Nothing: it is made when an instance needs it. What it waits for stands in the route’s status.',
  },
  NAT_VM_NOT_RUNNING: {
    meaning: 'The NAT VM does not run.',
    fix: 'Nothing: it is switched on again.',
  },
  NAT_VM_WITHOUT_ALIAS: {
    meaning: 'The NAT VM does not hold the address that routes lead to.',
    fix: 'Nothing: it is given the address again.',
  },
  SOURCE_NOT_ALLOWED: {
    meaning: 'The gateway does not let this subnet out.',
    fix: 'Nothing when the route table has just been changed. Else look at which table the subnet uses.',
  },
  CONFIGURATION_BEHIND: {
    meaning: 'The gateway has not taken its newest configuration yet.',
    fix: 'Nothing: it is on its way.',
  },
  CONFIGURATION_REFUSED: {
    meaning: 'The gateway has refused its newest configuration.',
    fix: 'Replace the gateway’s VM; its journal (‘journalctl -u nat-agent’) names the reason.',
  },
  AGENT_NOT_REGISTERED: {
    meaning: 'The NAT VM has not reported for the first time.',
    fix: 'Nothing while it boots. Else look whether the VM can reach the address in AGENT_PUBLIC_URL.',
  },
  AGENT_SILENT: {
    meaning: 'The NAT VM has stopped reporting.',
    fix: 'Nothing: it is reset, then rebuilt. If other VMs are silent too, look whether they can reach the address in AGENT_PUBLIC_URL.',
  },
  GATEWAY_DRAINING: {
    meaning: 'The gateway is being drained.',
    fix: 'Resume the gateway.',
  },
  RULES_MISSING: {
    meaning: 'The NAT VM’s rules are not loaded.',
    fix: 'Nothing: the VM loads them again within seconds.',
  },
  RULES_DIFFER: {
    meaning: 'The NAT VM’s rules are not the ones that it was told.',
    fix: 'Nothing: the VM puts them right. If it lasts, replace the gateway’s VM.',
  },
  FORWARDING_OFF: {
    meaning: 'The NAT VM does not forward.',
    fix: 'Nothing: the VM switches forwarding on again within seconds.',
  },
  PUBLIC_INTERFACE_MISSING: {
    meaning: 'The NAT VM has no way to the internet itself.',
    fix: 'Nothing: its public address is put back, for which it is switched off once.',
  },
  CONNECTIONS_EXHAUSTED: {
    meaning: 'The NAT VM’s table of connections is full.',
    fix: 'Spread the load over networks of their own, or let fewer connections stay open.',
  },
  NO_PUBLIC_ADDRESS: {
    meaning: 'There is no public address yet.',
    fix: 'Nothing: it is made with the NAT VM.',
  },
} as const satisfies Record<string, { meaning: string; fix: string }>;

export type EgressCode = keyof typeof egressCodes;
