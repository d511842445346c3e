/** Brings the clone up to date: dependencies, then compiled output. Takes some 0.1 s when it is. */
import { build } from './build.mjs';
import { install, installStamp } from './install.mjs';
import { ToolFailure } from './tool.mjs';

export async function ensure() {
  await install();
  await build(installStamp());
}

/** As `ensure`; ends the process when a tool fails, whose output has been shown. */
export async function ensureOrExit() {
  await orExit(ensure);
}

export async function orExit(work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(1);
  }
}
