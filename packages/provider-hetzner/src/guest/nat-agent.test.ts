import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { run, tool } from './testing/debian-tool.js';

// Its tests are Python's own. Compiled, this file lies in dist/src/guest.
const tests = fileURLToPath(new URL('../../../test/guest/test_nat_agent.py', import.meta.url));

const python = tool('python3', 'python3', '--version');
const openssl = tool('openssl', 'openssl', 'version');
test.skipIf(python.isMissing || openssl.isMissing)(
  `the agent of NAT VMs passes its own tests${python.note}${openssl.note}`,
  { timeout: 240_000 },
  () => {
    const { status, stderr } = run('python3', ['-B', tests], '');
    expect(status, stderr).toBe(0);
    expect(stderr).toMatch(/^Ran [1-9]\d+ tests/m);
  },
);
