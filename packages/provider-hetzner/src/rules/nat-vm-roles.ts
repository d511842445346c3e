/** The roles, and labels at Hetzner, of the servers that are a gateway's NAT VMs, by the domain's slots. */
export const natVmRoles = { primary: 'nat-vm', standby: 'nat-vm-standby' } as const;
