import type { ReactNode } from 'react';
import type { TypedDocumentString } from '../api/generated/graphql.js';
import { CopyButton } from '../ui/copy-button.js';
import { curlCommand } from './shell-command.js';

/** The question behind a page, for scripts: as the body of a POST to `/graphql`, and as the command that sends it. */
export function CopyQuery<Variables>({
  document,
  variables,
}: {
  document: TypedDocumentString<unknown, Variables>;
  variables: Variables;
}): ReactNode {
  const text = JSON.stringify({ query: document.toString(), variables }, undefined, 2);
  return (
    <>
      <CopyButton text={text} label="Copy as GraphQL" />
      <CopyButton text={curlCommand('POST', `${location.origin}/graphql`, text)} label="Copy as curl" />
    </>
  );
}
