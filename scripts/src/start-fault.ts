/**
 * Something that the person at the terminal can put right. The message is one clear sentence and is all that
 * is shown; any other error is a defect and is shown with its stack.
 */
export class StartFault extends Error {
  override readonly name = 'StartFault';
}
