/** Text as one word of a shell's command line. */
export function quoted(text: string): string {
  // A quote ends the shell's string, so it is put outside of one.
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The command that sends JSON, for a shell with a token in `$TOKEN`: the token itself is never part of it. */
export function curlCommand(method: 'PUT' | 'POST', url: string, body: string): string {
  return [
    `curl -X ${method} ${quoted(url)} \\`,
    `  -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\`,
    `  -d ${quoted(body)}`,
  ].join('\n');
}
