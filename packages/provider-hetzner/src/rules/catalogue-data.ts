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

/** What we keep of a region. */
export interface RegionData {
  networkZone: string;
  /** The location that each zone stands for. */
  locations: Record<string, string>;
  /** The image that boots where none is named. */
  imageId: Record<'x86' | 'arm', number | undefined>;
  /** Net price per month of an address, by location; absent until the catalogue is read by a version that keeps it. */
  primaryIpPrice?: Partial<Record<'ipv4' | 'ipv6', Record<string, number>>>;
  /** All types of the network zone, whether or not they are offered as SKUs. */
  serverTypes: ServerTypeData[];
}
