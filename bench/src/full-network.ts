import { specs, type Seca } from '@seca-hetzner/scripts';
import { MOST_PER_NETWORK, putInstance, putNetwork, workspace } from './instances.js';

/**
 * Declares network `full` with a way out and its instances `i001` to `i100`, and does not wait. They stay off. The NAT VM
 * may be attached before the last one: then that one waits.
 */
export async function fillNetwork(seca: Seca): Promise<void> {
  await seca.put(`seca.workspace/v1/${workspace}`, specs.workspace);
  await seca.put(`seca.network/v1/${workspace}/internet-gateways/out`, specs.gateway);
  await putNetwork(seca, 'full', [
    { destinationCidrBlock: '0.0.0.0/0', targetRef: { resource: 'internet-gateways/out' } },
  ]);
  for (let number = 1; number <= MOST_PER_NETWORK; number++) {
    await putInstance(seca, `i${String(number).padStart(3, '0')}`, 'full');
  }
}
