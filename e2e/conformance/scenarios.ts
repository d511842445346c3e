/** The form in which a scenario is written: its name is that of the suite. */
import { test as base } from '@playwright/test';
import { startStack, type Endpoints } from '@seca-hetzner/scripts';
import { Cloud } from './cloud.js';
import expected from './expected.json' with { type: 'json' };

type References = 'reject' | 'accept';

interface SharedFixtures {
  endpoints: (references: References) => Promise<Endpoints>;
}

/** One stack for each setting, begun when the first scenario asks for it. */
const test = base.extend<object, SharedFixtures>({
  endpoints: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const stacks = new Map<References, ReturnType<typeof startStack>>();
      await use(async (references) => {
        const started =
          stacks.get(references) ?? startStack({ environment: { DANGLING_REFERENCES: references } });
        stacks.set(references, started);
        return (await started).endpoints;
      });
      for (const stack of stacks.values()) await (await stack).stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/**
 * Runs a scenario with references refused, and, where the suite contradicts itself about them, with references accepted as well. In
 * the setting under which no provider can pass it, it has to fail.
 */
export function scenario(name: string, run: (cloud: Cloud) => Promise<void>): void {
  if (!expected.scenarios.includes(name)) throw new Error(`the suite has no scenario ${name}`);
  const isDisputed = [...expected.failing.reject, ...expected.failing.accept].includes(name);
  const settings: References[] = isDisputed ? ['reject', 'accept'] : ['reject'];
  for (const references of settings) {
    test(`${name}, references ${references}`, async ({ endpoints }) => {
      if (expected.failing[references].includes(name)) test.fail();
      await run(await Cloud.connect(await endpoints(references)));
    });
  }
}
