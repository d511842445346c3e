export {
  ChildFault,
  runChild,
  startChild,
  type ChildExit,
  type ChildOptions,
  type ChildProcess,
} from './child-process.js';
export {
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './embedded-postgres.js';
export { isInUse } from './folder-lock.js';
export { freePorts } from './free-port.js';
export { createSigningKey, mintToken, publicKeySet } from './local-issuer.js';
export { startSimulator, type SimulatorOptions, type SimulatorProcess } from './simulator-process.js';
export { StartFault } from './start-fault.js';
export type { Endpoints } from './supervisor/endpoints.js';
export { adminClient } from './testing/admin.js';
export { deleteAll, paths, putAll, specs, to } from './testing/main-job.js';
export { descendants, isRunning, killAll, killProcess, processOf } from './testing/processes.js';
export { startRedis, type TestRedis } from './testing/redis.js';
export { secaClient, type Seca } from './testing/seca.js';
export { BOUND_PROJECT, ONE_WAY_OUT, simulatedCloud, untilWrites } from './testing/simulated-cloud.js';
export { startStack, type Stack, type StackOptions } from './testing/stack.js';
export { waitUntil, type WaitOptions } from './wait.js';
