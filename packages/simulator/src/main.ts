import { createServer, type Server } from 'node:http';
import { type Logger, pino } from 'pino';
import type { Player } from '../player/player.js';
import { createApp } from './app.js';
import { readConfig } from './config.js';
import { openSimulator, type Simulator, type SimulatorOptions } from './simulator.js';

const LOG_TIME_MS = 100;

const result = readConfig(process.env);
if (!result.isValid) {
  process.stderr.write(`${result.faults.join('\n')}\n`);
  process.exit(1);
}
const { config } = result;
const logger = pino({ name: 'simulator', level: config.logLevel }, pino.destination(2));
const simulator = openOrExit(config, logger);
let player: Player | undefined;
const server = createServer(createApp(simulator));

endOnSignals(server, simulator, logger, config.endsWithParent);
server.on('error', (error) => {
  logger.fatal({ err: error, host: config.host, port: config.port }, 'simulator cannot listen');
  simulator.world.close();
  process.exit(1);
});
server.listen(config.port, config.host, () => {
  const url = announce(server, logger);
  if (config.playsAgents) void playAgents(url);
});

/** Whoever plays in the machines knows the simulator by its address alone, though they share a process. */
async function playAgents(url: string): Promise<void> {
  const { startPlayer } = await import('../player/player.js');
  player = startPlayer({
    control: new URL('/_simulator', url).href,
    logger: logger.child({ part: 'player' }),
  });
}

/** A state directory that can't be read or written ends it before it listens. */
function openOrExit(options: SimulatorOptions, log: Logger): Simulator {
  try {
    return openSimulator(options, log);
  } catch (error) {
    log.fatal({ err: error, stateDir: options.stateDir }, 'stored state can not be opened');
    return process.exit(1);
  }
}

/** Standard output carries this one line, by which a parent learns the address; gives that address. */
function announce(listening: Server, log: Logger): string {
  const bound = listening.address();
  if (bound === null || typeof bound === 'string') throw new Error('listening on no port');
  const { address, family, port } = bound;
  const host = family === 'IPv6' ? `[${address}]` : address;
  const url = `http://${host}:${port}/v1`;
  process.stdout.write(`${JSON.stringify({ event: 'listening', url })}\n`);
  log.info({ url, durations: config.durations, stateDir: config.stateDir }, 'simulator is listening');
  return url;
}

/** Whatever was answered is stored already, so open connections can be dropped. */
function endOnSignals(listening: Server, { world }: Simulator, log: Logger, endsWithParent: boolean): void {
  let isEnding = false;
  const end = (reason: string) => {
    if (isEnding) return;
    isEnding = true;
    log.info({ reason }, 'simulator ends');
    void player?.stop();
    listening.close(() => {
      world.close();
      log.info('simulator has ended');
      exit(endsWithParent && !process.connected);
    });
    listening.closeAllConnections();
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
  if (!endsWithParent) return;
  process.on('disconnect', () => end('parent is gone'));
  // The parent may have gone before anybody listened.
  if (!process.connected) end('parent is gone');
}

/** Node may hang while it exits (nodejs/node#54918); with the parent gone, nobody would end it. */
function exit(isOrphan: boolean): void {
  if (!isOrphan) process.exit();
  // The log is written meanwhile.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), LOG_TIME_MS);
}
