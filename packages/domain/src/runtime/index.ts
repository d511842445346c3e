export { systemClock } from './clock.js';
export { ConfigurationError, configurationOrExit, readEnvironment, variable } from './environment.js';
export { listen } from './listen.js';
export { UsageError, commandOrExit } from './local-command.js';
export { createLogger, type Logger } from './logger.js';
export { Counter, Gauge, Histogram, Registry, createMetrics } from './metrics.js';
export { createShutdown } from './shutdown.js';
