/**
 * One suite for every API that claims to be Hetzner's: the simulator here, and whatever `npm run smoke:live` is given.
 * At Hetzner it takes some minutes and costs some cents.
 */
import { afterAll, beforeAll, describe } from 'vitest';
import { catalogueContract } from './contract/catalogue.js';
import { networkContract } from './contract/networks.js';
import { publicInterfaceContract } from './contract/public-interface.js';
import { serverContract } from './contract/servers.js';
import { smallResourceContract } from './contract/small-resources.js';
import { Contract, targets } from './contract/target.js';

describe.each(targets())('$name', (target) => {
  const contract = new Contract();

  beforeAll(() => contract.begin(target));
  afterAll(() => contract.end());

  catalogueContract(contract);
  smallResourceContract(contract);
  networkContract(contract);
  serverContract(contract);
  publicInterfaceContract(contract);
});
