import type { ErrorDetails } from '@seca-hetzner/hetzner/schema';

/**
 * The codes of the error table and of the operations, with their status. Source: API description, "Errors" and
 * "Operation specific errors"; where those leave the status out (`placement_error`, `invalid_server_type`,
 * `primary_ip_*`, `placement_group_member_limit_reached`, `limit_exceeded_error`) 422 is assumed.
 */
const STATUS_BY_CODE = {
  json_error: 400,
  unauthorized: 401,
  token_readonly: 401,
  forbidden: 403,
  maintenance: 403,
  resource_limit_exceeded: 403,
  not_found: 404,
  firewall_resource_not_found: 404,
  method_not_allowed: 405,
  uniqueness_error: 409,
  conflict: 409,
  deprecated_api_endpoint: 410,
  resource_unavailable: 412,
  request_too_large: 413,
  invalid_input: 422,
  service_error: 422,
  unsupported_error: 422,
  firewall_already_applied: 422,
  firewall_managed_by_label_selector: 422,
  incompatible_network_type: 422,
  invalid_server_type: 422,
  ip_not_available: 422,
  limit_exceeded_error: 422,
  must_be_unassigned: 422,
  networks_overlap: 422,
  no_space_left_in_location: 422,
  no_subnet_available: 422,
  placement_error: 422,
  placement_group_member_limit_reached: 422,
  primary_ip_already_assigned: 422,
  primary_ip_assigned: 422,
  primary_ip_datacenter_mismatch: 422,
  primary_ip_version_mismatch: 422,
  private_net_only_server: 422,
  resource_in_use: 422,
  server_already_added: 422,
  server_already_attached: 422,
  server_has_ipv4: 422,
  server_has_ipv6: 422,
  server_not_stopped: 422,
  vswitch_id_already_used: 422,
  locked: 423,
  protected: 423,
  resource_locked: 423,
  rate_limit_exceeded: 429,
  server_error: 500,
  not_modelled: 501,
  bad_gateway: 502,
  unavailable: 503,
  robot_unavailable: 503,
  timeout: 504,
} as const;
export type ErrorCode = keyof typeof STATUS_BY_CODE;

/** The status that goes with a code; 422 for one that the API description does not know. */
export function statusOf(code: string): number {
  const statuses: Readonly<Record<string, number>> = STATUS_BY_CODE;
  return (Object.hasOwn(statuses, code) ? statuses[code] : undefined) ?? 422;
}

/** A refusal that the client gets as the API's error envelope. */
export class ApiError extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails | null = null,
    status: number = STATUS_BY_CODE[code],
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

export function errorBody(code: string, message: string, details: ErrorDetails | null = null) {
  return { error: { code, message, details } };
}

export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** Message and details as in the API description's example of `invalid_input`. */
export function invalidFields(faults: readonly FieldFault[]): ApiError {
  const names = [...new Set(faults.map(({ field }) => field))];
  const quoted = names.map((name) => `'${name}'`).join(', ');
  const [first] = faults;
  const message =
    names.length === 1 && first !== undefined
      ? `invalid input in field ${quoted}: ${first.message}`
      : `invalid input in fields ${quoted}`;
  const fields = names.map((name) => ({
    name,
    messages: faults.filter(({ field }) => field === name).map((fault) => fault.message),
  }));
  return new ApiError('invalid_input', message, { fields });
}

export function invalidField(field: string, message: string): ApiError {
  return invalidFields([{ field, message }]);
}

/** `invalid_input` with a sentence of its own and no field, as the API answers for ranges, routes and references. */
export function invalidInput(message: string): ApiError {
  return new ApiError('invalid_input', message, {});
}

export function notFound(kind: string, id: number | string): ApiError {
  return new ApiError('not_found', `${kind} with ID '${id}' not found`);
}

export function limitExceeded(message: string, limit: string): ApiError {
  return new ApiError('resource_limit_exceeded', message, { limits: [{ name: limit }] });
}
