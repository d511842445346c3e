import type { Project } from '../world/project.js';

/** What a wire object is made from: a project as it is at one moment. A `Call` is one. */
export interface View {
  readonly project: Project;
  readonly nowMs: number;
}
