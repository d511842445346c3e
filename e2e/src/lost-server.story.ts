import { waitUntil, killProcess } from '@seca-hetzner/scripts';
import { FAILED, UNREACHABLE } from './complaints.js';
import { expect, needsBrowser, openConsole, test } from './stories.js';

needsBrowser();

test('a console that loses its server says so, and catches up when it is back', async ({
  page,
  complaints,
  stack,
  terminal,
}) => {
  complaints.allow(UNREACHABLE, FAILED);
  await openConsole(page, stack.endpoints);
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  // Again and again, until the supervisor waits long enough for the page to notice.
  const notice = page.getByRole('status').filter({ hasText: 'The connection to the admin server is lost' });
  const isNoticed = await waitUntil(
    async () => {
      await killProcess(stack.pid, 'server');
      return notice.waitFor({ timeout: 4_000 }).then(
        () => true,
        () => false,
      );
    },
    { limitMs: 60_000 },
  );
  expect(isNoticed).toBe(true);
  await terminal.paste(`
    curl -sS --fail-with-body -X PUT ${stack.endpoints.gateway}/providers/seca.workspace/v1/tenants/demo/workspaces/late \\
      -H 'Authorization: Bearer ${stack.endpoints.token}' -H 'Content-Type: application/json' -d '{"spec": {}}'
    curl -sS --fail-with-body -X PUT ${stack.endpoints.gateway}/providers/seca.network/v1/tenants/demo/workspaces/late/networks/late \\
      -H 'Authorization: Bearer ${stack.endpoints.token}' -H 'Content-Type: application/json' \\
      -d '{"spec": {"cidr": {"ipv4": "10.1.0.0/16"}, "skuRef": {"resource": "skus/hetzner-network"}}}'`);
  await expect(notice).toBeHidden();
  const networks = page.getByRole('group', { name: 'Networks of all tenants' });
  await expect(networks.getByRole('link', { name: 'late' })).toBeVisible();
});
