import { ApiError } from '../api/errors.js';
import type { Project } from '../world/project.js';

/** A vSwitch couples with one network. Source: hcloud-go `error.go`, `vswitch_id_already_used`. */
export function assertVswitchUnused(project: Project, vswitchId: number | undefined): void {
  if (vswitchId === undefined) return;
  const other = project.networks.findBy(({ subnets }) =>
    subnets.some((subnet) => subnet.vswitchId === vswitchId),
  );
  if (other === undefined) return;
  throw new ApiError('vswitch_id_already_used', `vSwitch ${vswitchId} is already used by another network`);
}
