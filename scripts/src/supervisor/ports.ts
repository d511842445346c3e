import { createServer } from 'node:net';
import { freePorts } from '../free-port.js';
import { StartFault } from '../start-fault.js';
import { waitUntil } from '../wait.js';
import type { Ports, PortVariable } from './config.js';

/** Gives a free port to every variable in `names` that is 0. */
export async function choosePorts(ports: Ports, names: readonly PortVariable[]): Promise<Ports> {
  const chosen = { ...ports };
  const unset = names.filter((name) => ports[name] === 0);
  const free = await freePorts(unset.length);
  for (const [index, name] of unset.entries()) chosen[name] = free[index] ?? 0;
  return chosen;
}

/**
 * Throws `StartFault`, naming port and variable, when one of the ports cannot be opened. With `graceMs` it waits
 * that long first: the processes of a killed start may be about to end.
 */
export async function checkPorts(
  ports: Ports,
  names: readonly PortVariable[],
  graceMs: number,
): Promise<void> {
  for (const name of names) {
    let fault: string | undefined;
    const look = async () => {
      fault = await faultOf(ports[name]);
      return fault === undefined;
    };
    await waitUntil(look, { limitMs: graceMs, everyMs: 50 });
    if (fault === undefined) continue;
    throw new StartFault(`Port ${ports[name]} ${fault}; set ${name} to another.`);
  }
}

// A program may hold the port on all addresses or on this machine's own only; either is in our way.
async function faultOf(port: number): Promise<string | undefined> {
  return (await listenFault(port, undefined)) ?? (await listenFault(port, '127.0.0.1'));
}

function listenFault(port: number, host: string | undefined): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve('is in use by another program');
      else resolve(`cannot be opened by this account (${error.code})`);
    });
    server.listen({ port, ...(host ? { host } : {}) }, () => server.close(() => resolve(undefined)));
  });
}
