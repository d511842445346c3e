import type { Clock } from '../clock.js';
import { Collection, type Identified, type Undo } from './collection.js';
import type { Journal, JournalChange, JournalEntry } from './journal.js';
import { Project } from './project.js';

/** A further token of a project, or an end put to one. */
export interface TokenGrant extends Identified {
  readonly token: string;
  readonly project: string;
  readonly access: TokenAccess;
}
export type TokenAccess = 'read-write' | 'read-only' | 'revoked';

const FIRST_ID = 100_000_001;
/** Action ids are this large at Hetzner; a client that keeps them in 32 bits should notice here. */
const FIRST_ACTION_ID = 593_000_000_000_001;

/** All projects, and the one place where their state changes. */
export class World {
  readonly grants: Collection<TokenGrant>;
  private readonly projectsByToken = new Map<string, Project>();
  private nextId = FIRST_ID;
  private nextActionId = FIRST_ACTION_ID;
  private pending: { changes: JournalChange[]; undos: Undo[] } | undefined;
  private journal: Journal | undefined;

  constructor(private readonly clock: Clock) {
    this.grants = new Collection('grants', (name, id, after, undo) => this.note(null, name, id, after, undo));
  }

  projects(): Project[] {
    return [...this.projectsByToken.values()];
  }

  /** A project begins to exist when its token is first seen. */
  project(token: string): Project {
    let project = this.projectsByToken.get(token);
    if (project === undefined) {
      project = new Project(token, (name, id, after, undo) => this.note(token, name, id, after, undo));
      this.projectsByToken.set(token, project);
    }
    return project;
  }

  /** Ids are never used twice, not even after a failure. */
  newId(): number {
    return this.nextId++;
  }

  newActionId(): number {
    return this.nextActionId++;
  }

  /**
   * Runs `work` and keeps all that it changed, or nothing if it throws. What is kept is in the journal before
   * this returns.
   */
  transaction<T>(work: () => T): T {
    if (this.pending !== undefined) throw new Error('transactions do not nest');
    const pending = { changes: [] as JournalChange[], undos: [] as Undo[] };
    this.pending = pending;
    try {
      const result = work();
      if (pending.changes.length > 0) this.journal?.append(this.entry(pending.changes));
      return result;
    } catch (error) {
      for (const undo of pending.undos.toReversed()) undo();
      throw error;
    } finally {
      this.pending = undefined;
    }
  }

  /** Takes over stored entries, then journals every further change. */
  open(journal: Journal, stored: readonly JournalEntry[]): void {
    const grants: Collection<Identified> = this.grants;
    for (const entry of stored) {
      this.nextId = Math.max(this.nextId, entry.nextId);
      this.nextActionId = Math.max(this.nextActionId, entry.nextActionId);
      this.clock.notBefore(entry.atMs);
      for (const [token, collection, id, record] of entry.changes) {
        if (token === null) grants.load(id, record);
        else this.project(token).load(collection, id, record);
      }
    }
    this.journal = journal;
  }

  /** The whole state as one entry. */
  everything(): JournalEntry {
    const changes: JournalChange[] = this.grants.all().map((grant) => [null, 'grants', grant.id, grant]);
    for (const project of this.projects()) {
      for (const collection of project.collections()) {
        for (const record of collection.all()) {
          changes.push([project.token, collection.name, record.id, record]);
        }
      }
    }
    return this.entry(changes);
  }

  close(): void {
    this.journal?.close();
  }

  private entry(changes: readonly JournalChange[]): JournalEntry {
    return { atMs: this.clock.nowMs(), nextId: this.nextId, nextActionId: this.nextActionId, changes };
  }

  private note(token: string | null, name: string, id: number, after: Identified | null, undo: Undo): void {
    if (this.pending === undefined) throw new Error(`write to ${name} outside a transaction`);
    this.pending.changes.push([token, name, id, after]);
    this.pending.undos.push(undo);
  }
}
