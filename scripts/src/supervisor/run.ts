/** The demo as a program: from the environment to an exit code, with the signals in between. */
import { ChildFault } from '../child-process.js';
import { StartFault } from '../start-fault.js';
import { readStartConfig } from './config.js';
import { startDemo } from './demo.js';
import { createProgress } from './progress.js';
import { welcome } from './welcome.js';

/** Runs the demo of the repository at `root` until it is asked to stop; then ends this process. */
export async function runDemo(root: string): Promise<never> {
  const progress = createProgress();
  const signal = stopSignal();
  // Whoever reads our output may go before us; the demo does not end by that, nor a stop halfway.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  try {
    const config = readStartConfig(process.env);
    const demo = await startDemo({ root, config, progress, signal });
    progress.say(welcome(config.dataDir, demo.endpoints, performance.now()));
    await abortOf(signal);
    progress.say('Stopping ...');
    await demo.stop();
  } catch (error) {
    if (!signal.aborted) {
      process.stderr.write(`\n${messageOf(error)}\n`);
      process.exit(1);
    }
  }
  progress.say('Stopped; nothing is left running.');
  process.exit(0);
}

/** Aborted by the first signal, or when whoever started us is gone; a second signal does not wait for an orderly end. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(1);
    controller.abort(new StartFault('The start was stopped.'));
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
  if (process.env['PARENT_WATCH'] === '1') process.once('disconnect', stop);
  return controller.signal;
}

function abortOf(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isForThePersonAtTheTerminal = error instanceof StartFault || error instanceof ChildFault;
  return isForThePersonAtTheTerminal ? error.message : (error.stack ?? error.message);
}
