import { expect, test } from 'vitest';
import { curlCommand } from './shell-command.js';

test('whatever quotes are in it, the command sends the body as it is, with the token of the shell', () => {
  expect(curlCommand('POST', 'https://admin.example.test/graphql', `{"query":"it's"}`)).toBe(
    [
      "curl -X POST 'https://admin.example.test/graphql' \\",
      `  -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\`,
      `  -d '{"query":"it'\\''s"}'`,
    ].join('\n'),
  );
});
