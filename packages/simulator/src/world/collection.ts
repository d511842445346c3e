export interface Identified {
  readonly id: number;
}

/** Puts a collection back to what it was before one write. */
export type Undo = () => void;

export type WriteListener = (name: string, id: number, after: Identified | null, undo: Undo) => void;

/**
 * Records of one type, in the order in which they were made. A record is never changed in place but replaced,
 * so that a write that fails half-way can be undone and each replaced record can be journalled.
 */
export class Collection<R extends Identified> {
  private readonly records = new Map<number, R>();

  constructor(
    readonly name: string,
    private readonly onWrite: WriteListener,
  ) {}

  get size(): number {
    return this.records.size;
  }

  find(id: number): R | undefined {
    return this.records.get(id);
  }

  /** A record that the caller knows to exist; anything else is a broken invariant. */
  get(id: number): R {
    const record = this.records.get(id);
    if (record === undefined) throw new Error(`no record ${id} in ${this.name}`);
    return record;
  }

  all(): R[] {
    return [...this.records.values()];
  }

  filter(isWanted: (record: R) => boolean): R[] {
    return this.all().filter(isWanted);
  }

  findBy(isWanted: (record: R) => boolean): R | undefined {
    for (const record of this.records.values()) if (isWanted(record)) return record;
    return undefined;
  }

  put(record: R): R {
    const before = this.records.get(record.id);
    this.records.set(record.id, record);
    this.onWrite(this.name, record.id, record, () => this.restore(record.id, before));
    return record;
  }

  /** Replaces some fields of an existing record. */
  patch(id: number, fields: Partial<Omit<R, 'id'>>): R {
    return this.put({ ...this.get(id), ...fields });
  }

  remove(id: number): void {
    const before = this.records.get(id);
    if (before === undefined) return;
    this.records.delete(id);
    this.onWrite(this.name, id, null, () => this.restore(id, before));
  }

  /** Takes over a record from the journal, unseen by the listener. */
  load(id: number, record: R | null): void {
    this.restore(id, record ?? undefined);
  }

  private restore(id: number, record: R | undefined): void {
    if (record === undefined) this.records.delete(id);
    else this.records.set(id, record);
  }
}
