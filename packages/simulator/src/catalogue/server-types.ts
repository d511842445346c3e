import type { Deprecation } from '@seca-hetzner/hetzner/schema';

interface ServerTypePlace {
  readonly location: string;
  readonly isAvailable: boolean;
  readonly isRecommended: boolean;
  readonly deprecation: Deprecation | null;
}

export interface ServerTypeSpec {
  readonly id: number;
  readonly name: string;
  readonly category: string;
  readonly cpuType: 'shared' | 'dedicated';
  readonly architecture: 'x86' | 'arm';
  readonly cores: number;
  readonly memoryGb: number;
  readonly diskGb: number;
  /** In a European location; the others are dearer. Illustrative. */
  readonly monthlyNet: number;
  readonly places: readonly ServerTypePlace[];
}

const EUROPE = ['fsn1', 'nbg1', 'hel1'];
const UNITED_STATES = ['ash', 'hil'];
const SINGAPORE = ['sin'];

/** The first AMD generation is on its way out in Europe; the dates are illustrative. */
const EUROPEAN_END: Deprecation = {
  announced: '2025-10-16T06:00:00Z',
  unavailable_after: '2025-12-31T23:59:59Z',
};

/** Types that are offered but can't be ordered there now, as happens often; illustrative. */
const SOLD_OUT: ReadonlySet<string> = new Set(['cax41@hel1', 'ccx63@hil', 'cpx62@sin']);

type Line = Pick<ServerTypeSpec, 'category' | 'cpuType' | 'architecture'>;
const CX: Line = { category: 'Cost optimized', cpuType: 'shared', architecture: 'x86' };
const CAX: Line = { category: 'Cost optimized', cpuType: 'shared', architecture: 'arm' };
const CPX: Line = { category: 'Regular performance', cpuType: 'shared', architecture: 'x86' };
const CCX: Line = { category: 'General purpose', cpuType: 'dedicated', architecture: 'x86' };

/**
 * The server types of 2026: which exist, their size and where. Availability by location is simulated. Take
 * prices and ids as made up.
 */
export const serverTypeSpecs: readonly ServerTypeSpec[] = [
  spec(114, 'cx23', CX, [2, 4, 40], 4.99, EUROPE),
  spec(115, 'cx33', CX, [4, 8, 80], 8.49, EUROPE),
  spec(116, 'cx43', CX, [8, 16, 160], 15.99, EUROPE),
  spec(117, 'cx53', CX, [16, 32, 320], 29.99, EUROPE),
  spec(45, 'cax11', CAX, [2, 4, 40], 5.49, EUROPE),
  spec(93, 'cax21', CAX, [4, 8, 80], 9.99, EUROPE),
  spec(94, 'cax31', CAX, [8, 16, 160], 18.99, EUROPE),
  spec(95, 'cax41', CAX, [16, 32, 320], 36.99, EUROPE),
  spec(118, 'cpx12', CPX, [1, 2, 40], 9.99, [...EUROPE, ...SINGAPORE]),
  spec(119, 'cpx22', CPX, [2, 4, 80], 16.49, [...EUROPE, ...SINGAPORE]),
  spec(120, 'cpx32', CPX, [4, 8, 160], 28.49, [...EUROPE, ...SINGAPORE]),
  spec(121, 'cpx42', CPX, [8, 16, 320], 52.99, [...EUROPE, ...SINGAPORE]),
  spec(122, 'cpx52', CPX, [12, 24, 480], 74.99, [...EUROPE, ...SINGAPORE]),
  spec(123, 'cpx62', CPX, [16, 32, 640], 99.99, [...EUROPE, ...SINGAPORE]),
  spec(22, 'cpx11', CPX, [2, 2, 40], 6.99, UNITED_STATES, EUROPE),
  spec(23, 'cpx21', CPX, [3, 4, 80], 12.99, UNITED_STATES, EUROPE),
  spec(24, 'cpx31', CPX, [4, 8, 160], 22.99, UNITED_STATES, EUROPE),
  spec(25, 'cpx41', CPX, [8, 16, 240], 42.99, UNITED_STATES, EUROPE),
  spec(26, 'cpx51', CPX, [16, 32, 360], 84.99, UNITED_STATES, EUROPE),
  spec(96, 'ccx13', CCX, [2, 8, 80], 36.49, [...EUROPE, ...UNITED_STATES, ...SINGAPORE]),
  spec(97, 'ccx23', CCX, [4, 16, 160], 70.99, [...EUROPE, ...UNITED_STATES, ...SINGAPORE]),
  spec(98, 'ccx33', CCX, [8, 32, 240], 139.99, [...EUROPE, ...UNITED_STATES, ...SINGAPORE]),
  spec(99, 'ccx43', CCX, [16, 64, 360], 275.99, [...EUROPE, ...UNITED_STATES, ...SINGAPORE]),
  spec(100, 'ccx53', CCX, [32, 128, 600], 549.99, [...EUROPE, ...UNITED_STATES, ...SINGAPORE]),
  spec(101, 'ccx63', CCX, [48, 192, 960], 799.99, [...EUROPE, ...UNITED_STATES, ...SINGAPORE]),
];

function spec(
  id: number,
  name: string,
  line: Line,
  [cores, memoryGb, diskGb]: [cores: number, memoryGb: number, diskGb: number],
  monthlyNet: number,
  offeredIn: readonly string[],
  endedIn: readonly string[] = [],
): ServerTypeSpec {
  const offered = offeredIn.map((location): ServerTypePlace => {
    const isAvailable = !SOLD_OUT.has(`${name}@${location}`);
    return { location, isAvailable, isRecommended: isAvailable, deprecation: null };
  });
  const ended = endedIn.map((location): ServerTypePlace => ({
    location,
    isAvailable: false,
    isRecommended: false,
    deprecation: EUROPEAN_END,
  }));
  return { id, name, ...line, cores, memoryGb, diskGb, monthlyNet, places: [...offered, ...ended] };
}

export function serverTypeOf(id: number): ServerTypeSpec {
  const found = serverTypeSpecs.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no server type ${id}`);
  return found;
}
