export { systemClock, type Clock } from './clock.js';
export { ConfigurationError, configurationOrExit, readEnvironment, variable } from './environment.js';
export { listen, type ListeningServer } from './listen.js';
export { createLogger, type Logger } from './logger.js';
export { startManagementServer, type ReadinessCheck } from './management-server.js';
export { Counter, Gauge, Histogram, Registry, createMetrics } from './metrics.js';
export { createShutdown, type Shutdown } from './shutdown.js';
