/** Runs tools: quietly with their time, when only a failure is worth reading, or in the terminal. */
import { spawn } from 'node:child_process';
import { ROOT } from './workspace.mjs';

/** A tool ended with something else than 0; its whole output has been shown. */
export class ToolFailure extends Error {}

/**
 * Runs a tool and shows one line: what it does, and how long it took. When it fails, its output is shown whole and
 * `ToolFailure` thrown. Gives what it wrote to standard output.
 */
export async function runQuietly(title, command, args, { env = {}, cwd = ROOT } = {}) {
  const ticker = startTicker(title);
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let all = '';
  let standard = '';
  child.stdout.on('data', (text) => ((all += text), (standard += text)));
  child.stderr.on('data', (text) => (all += text));
  const outcome = await outcomeOf(child);
  ticker.end(outcome === undefined ? '' : '  failed');
  if (outcome === undefined) return standard;
  process.stdout.write(`\n${all.trim()}\n\n`);
  throw new ToolFailure(`${title} failed: ${command} ${outcome}.`);
}

/** Runs a tool that speaks for itself; gives its exit code, which a signal's end makes 1. Does not return after Ctrl-C. */
export async function runInTerminal(command, args, { env = {}, cwd = ROOT } = {}) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: 'inherit' });
  // Ctrl-C reaches the tool as well; it decides how to end, and we end after it.
  let interruption;
  const forward = (signal) => {
    interruption = signal;
    if (signal === 'SIGTERM') child.kill(signal);
  };
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, forward);
  try {
    return (await outcomeOf(child)) === undefined ? 0 : (child.exitCode ?? 1);
  } finally {
    for (const name of ['SIGINT', 'SIGTERM']) process.off(name, forward);
    if (interruption !== undefined) process.exit(interruption === 'SIGINT' ? 130 : 143);
  }
}

/** `undefined` for success, else words. */
function outcomeOf(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`could not be started (${error.message})`));
    child.once('close', (code, signal) => {
      if (code === 0) resolve(undefined);
      else resolve(signal ? `was ended by ${signal}` : `ended with code ${code}`);
    });
  });
}

/** The line of a step: its time counts in a terminal; elsewhere it is added at the end. */
function startTicker(title) {
  const begin = performance.now();
  const out = process.stdout;
  const line = () => `  ${title.padEnd(44)} ${((performance.now() - begin) / 1000).toFixed(1)} s`;
  const timer = out.isTTY ? setInterval(() => out.write(`\r${line()}`), 200) : undefined;
  return {
    end(remark) {
      clearInterval(timer);
      out.write(`${out.isTTY ? '\r' : ''}${line()}${remark}\n`);
    },
  };
}
