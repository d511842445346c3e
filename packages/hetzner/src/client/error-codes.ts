/**
 * Every error code that an operation of this client can meet, with the HTTP status where it is known.
 * Sources: API description, "Error Codes" and the tables titled "Operation specific errors";
 * hcloud-go, `hcloud/error.go`, for those that the description leaves out.
 */
export type KnownHetznerErrorCode =
  /** 400: the request is no valid JSON. */
  | 'json_error'
  /** 401: the token is unknown. */
  | 'unauthorized'
  /** 401: the token may only read. */
  | 'token_readonly'
  /** 403: the token may not do this. */
  | 'forbidden'
  /** 403: refused during maintenance; passes after minutes. */
  | 'maintenance'
  /** 403: a quota of the project, or a limit of one object ("subnet limit reached"). */
  | 'resource_limit_exceeded'
  /** 404 */
  | 'not_found'
  /** 405 */
  | 'method_not_allowed'
  /** 409: a name or key that must be unique is taken. */
  | 'uniqueness_error'
  /** 409: the object changed meanwhile, or another change of it runs. Nothing was done. */
  | 'conflict'
  /** 410: this part of the API was removed; `details.announcement` tells when. */
  | 'deprecated_api_endpoint'
  /** 412: not to be had now, for example a server type that is sold out in the location. */
  | 'resource_unavailable'
  /** 422: a field is wrong; `details.fields` names it. */
  | 'invalid_input'
  /** 422: anything that went wrong inside a service; only the message tells. */
  | 'service_error'
  /** 422: the object can't do this. */
  | 'unsupported_error'
  /** 423: another action runs on the object. Nothing was done. */
  | 'locked'
  /** 423: protected against deletion or rebuild. */
  | 'protected'
  /** 423: locked by Hetzner; only their support can help. */
  | 'resource_locked'
  /** 429: the project's requests are used up. Nothing was done. */
  | 'rate_limit_exceeded'
  /** 500: a fault in the API. */
  | 'server_error'
  /** 502: the API's backend did not answer. */
  | 'bad_gateway'
  /** 503: a product is down. */
  | 'unavailable'
  /** 504: the API's backend did not answer in time. */
  | 'timeout'
  /** No code was given that says more. */
  | 'unknown_error'
  /** Servers: none of the hosts fits, or the placement group is full. */
  | 'placement_error'
  /** Servers: the type does not fit this server, or is deprecated. */
  | 'invalid_server_type'
  /** Servers and Primary IPs: only possible while the server is off. */
  | 'server_not_stopped'
  /** Servers: the Primary IP belongs to another one. */
  | 'primary_ip_assigned'
  /** Servers: the Primary IP lies in another location. */
  | 'primary_ip_datacenter_mismatch'
  /** Servers: an IPv4 was given for IPv6, or the other way round. */
  | 'primary_ip_version_mismatch'
  /** Attaching: it is attached already. */
  | 'server_already_attached'
  /** Attaching: the address is taken or reserved. */
  | 'ip_not_available'
  /** Attaching: the network has no subnet with a free address in the server's zone. */
  | 'no_subnet_available'
  /** Attaching: the range overlaps with another network of the server. */
  | 'networks_overlap'
  /** Primary IPs: the server has an IPv4 already. */
  | 'server_has_ipv4'
  /** Primary IPs: the server has an IPv6 already. */
  | 'server_has_ipv6'
  /** Primary IPs: it is assigned to another server. */
  | 'primary_ip_already_assigned'
  /** Primary IPs: a load balancer uses the address. */
  | 'server_is_load_balancer_target'
  /** Primary IPs: only an unassigned one can be deleted. */
  | 'must_be_unassigned'
  /** Volumes: the location is full. */
  | 'no_space_left_in_location'
  /** Volumes: detach it first. */
  | 'volume_already_attached'
  /** Volumes: the server holds as many as it can. */
  | 'limit_exceeded_error'
  /** Firewalls: applied to this resource already. */
  | 'firewall_already_applied'
  /** Firewalls: applied by a label selector, so a server can't be taken out by hand. */
  | 'firewall_managed_by_label_selector'
  /** Firewalls: a resource to apply to or remove from does not exist. */
  | 'firewall_resource_not_found'
  /** Firewalls: the server's network can't carry one. */
  | 'incompatible_network_type'
  /** Firewalls: the server has no public interface. */
  | 'private_net_only_server'
  /** Firewalls: still applied to something, so it can't be deleted. */
  | 'resource_in_use'
  /** Firewalls: one server was named twice. */
  | 'server_already_added';

/** Open, since Hetzner adds codes without notice. */
export type HetznerErrorCode = KnownHetznerErrorCode | (string & Record<never, never>);
