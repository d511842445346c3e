import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Identified } from './collection.js';

const journalChange = z.tuple([
  z.string().nullable(),
  z.string(),
  z.int(),
  z.looseObject({ id: z.int() }).nullable(),
]);
const journalEntry = z.object({
  atMs: z.number(),
  nextId: z.int(),
  nextActionId: z.int(),
  changes: z.array(journalChange),
});

/** One write: project (null for what belongs to none), collection, id, and the record or null when removed. */
export type JournalChange = readonly [
  project: string | null,
  collection: string,
  id: number,
  record: Identified | null,
];

/** What one request changed, all or nothing. */
export interface JournalEntry {
  readonly atMs: number;
  readonly nextId: number;
  readonly nextActionId: number;
  readonly changes: readonly JournalChange[];
}

export interface Journal {
  /** Returns when the entry would survive the death of this process; throws when it would not. */
  append(entry: JournalEntry): void;
  close(): void;
}

/** Keeps nothing: the state lives as long as the process. */
export const memoryJournal: Journal = { append: () => {}, close: () => {} };

const COMPACT_WHEN_LARGER_THAN_BYTES = 8 * 1024 * 1024;

/**
 * A file of JSON lines, one per request that changed something. A line counts once its newline is there, so a
 * process killed in the middle of a write loses only what it has not answered. When the file has grown to
 * twice what the state needs, one line with everything replaces it by rename. It outlives `kill -9`; against a
 * power cut only the replacement is synced.
 */
export class FileJournal implements Journal {
  private readonly path: string;
  private fd: number | undefined;
  private sizeBytes = 0;
  private compactedSizeBytes = 0;

  constructor(
    directory: string,
    private readonly everything: () => JournalEntry,
    private readonly onCompactionFailed: (cause: unknown) => void,
    private readonly compactWhenLargerThanBytes = COMPACT_WHEN_LARGER_THAN_BYTES,
  ) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.path = join(directory, 'state.jsonl');
  }

  /** Reads what is stored, in order. Call it once, before the first append. */
  load(): JournalEntry[] {
    const text = existsSync(this.path) ? readFileSync(this.path, 'utf8') : '';
    const complete = text.slice(0, text.lastIndexOf('\n') + 1);
    const sizeBytes = Buffer.byteLength(complete);
    if (complete.length < text.length) truncateSync(this.path, sizeBytes);
    this.fd = openSync(this.path, 'a', 0o600);
    this.sizeBytes = sizeBytes;
    return complete
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => journalEntry.parse(JSON.parse(line)));
  }

  append(entry: JournalEntry): void {
    if (this.fd === undefined) throw new Error('journal is closed');
    const line = Buffer.from(`${JSON.stringify(entry)}\n`);
    try {
      writeAll(this.fd, line);
    } catch (cause) {
      // A half-written line must not swallow the next one.
      ftruncateSync(this.fd, this.sizeBytes);
      throw new Error(`write to ${this.path}`, { cause });
    }
    this.sizeBytes += line.length;
    const limitBytes = Math.max(this.compactWhenLargerThanBytes, 2 * this.compactedSizeBytes);
    if (this.sizeBytes > limitBytes) this.tryToCompact();
  }

  close(): void {
    if (this.fd !== undefined) closeSync(this.fd);
    this.fd = undefined;
  }

  /** The entry is already stored: a file that can't be made smaller is no reason to refuse the request. */
  private tryToCompact(): void {
    try {
      this.compact();
    } catch (cause) {
      this.compactedSizeBytes = this.sizeBytes;
      this.onCompactionFailed(cause);
    }
  }

  private compact(): void {
    const temporaryPath = `${this.path}.new`;
    const line = Buffer.from(`${JSON.stringify(this.everything())}\n`);
    const fd = openSync(temporaryPath, 'w', 0o600);
    writeAll(fd, line);
    fsyncSync(fd);
    closeSync(fd);
    renameSync(temporaryPath, this.path);
    this.close();
    this.fd = openSync(this.path, 'a');
    this.sizeBytes = line.length;
    this.compactedSizeBytes = line.length;
  }
}

function writeAll(fd: number, bytes: Buffer): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(fd, bytes, written);
}
