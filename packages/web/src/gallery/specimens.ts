import type { Specimen } from './specimen.js';
import { CONTROLS } from './specimens/controls.js';
import { DATA } from './specimens/data.js';
import { TEXTS } from './specimens/texts.js';

export const SPECIMENS: readonly Specimen[] = [...CONTROLS, ...DATA, ...TEXTS];
