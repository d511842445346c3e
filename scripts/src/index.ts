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
export { startSimulator, type SimulatorOptions, type SimulatorProcess } from './simulator-process.js';
export { StartFault } from './start-fault.js';
