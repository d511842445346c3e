/** What we keep of a server type beside what SECA shows of it. */
export interface ServerTypeData {
  serverType: string;
  architecture: 'x86' | 'arm';
  diskGb: number;
  /** Net price in the project's currency, by location. */
  monthlyPrice: Record<string, number>;
  /** Where it could be ordered when the catalogue was read. */
  availableIn: string[];
}

/** What we keep of a region: the image that boots where none is named. */
export interface RegionData {
  networkZone: string;
  imageId: Record<'x86' | 'arm', number | undefined>;
}
