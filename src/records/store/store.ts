/** Stores run records, one file each, so that no run is trained twice. */
import { lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { UnusableFileError } from '../../files/open-file.ts';
import { readText } from '../bounded-file.ts';
import { holdsCases, linesOfCases, type RunCases, readCases } from '../evaluations/run-cases.ts';
import { firstIssue } from '../first-issue.ts';
import { canonicalJson, parseJson } from '../json.ts';
import { MAX_PREDICTIONS_BYTES } from '../readers/files/run-file.ts';
import type { PredictionTable } from '../readers/predictions/prediction-table.ts';
import { readPredictions } from '../readers/predictions/predictions.ts';
import { UnreadableRunError } from '../readers/unreadable-run-error.ts';
import { MAX_CLASS_NAME_CHARS, MAX_CLASS_NAMES, type RunRecord, runRecordSchema } from '../record.ts';
import { examplesDigest } from './examples-digest.ts';
import { keptPredictions } from './kept-predictions.ts';
import { canonicalPredictions } from './prediction-lines.ts';
import { type KeptSplits, rememberPredictions } from './recent-predictions.ts';
import { UnsavableRecordError } from './unsavable-record-error.ts';
import { inBatches, withinBytes, writeAtomically } from './write-atomically.ts';

const MAX_RECORD_BYTES = 20 * 1024 * 1024;
const READ_AT_A_TIME = 16;
/** Entries of a fresh output folder; all but the scratch folder may come from a cache. */
const OWN_ENTRIES: ReadonlySet<string> = new Set(['runs', 'tmp']);
export const RECORD_FILE = /^([0-9a-f]{64})\.json$/;

type UnsavedRecord = Omit<RunRecord, 'predictions'>;
/** Predictions by example, or the cases of an evaluation. */
type Kept = PredictionTable | RunCases;

export interface RunStore {
  /** Folder of the records. */
  readonly folder: string;
  /** The record of a fingerprint; null if there is no usable one. */
  find(fingerprint: string): Promise<RunRecord | null>;
  /** `find` for many, in order, several files at a time. */
  findAll(fingerprints: readonly string[]): AsyncIterable<RunRecord | null>;
  /**
   * Saves a record atomically, with its predictions.
   *
   * @param predictions of the run, or a file of another store, which is checked
   * @param isCopy another store still has both if this machine fails
   * @returns the record as saved
   * @throws UnsavableRecordError for faults of the run
   */
  save(record: UnsavedRecord, predictions?: Kept | string, isCopy?: boolean): Promise<RunRecord>;
  /** Notes that plain repeats gave the results of these runs, which took shortcuts. */
  confirm(fingerprints: readonly string[]): Promise<void>;
  /** Deletes a record whose content contradicts its fingerprint. */
  discard(fingerprint: string): Promise<void>;
  /** Sorted fingerprints of all records, usable or not. */
  fingerprints(): Promise<string[]>;
  list(): Promise<RunRecord[]>;
  /** Path of a record's predictions with the right digest, else null. */
  predictionsOf(record: RunRecord): Promise<string | null>;
  /** A record's predictions, from the cache or read again. */
  splitsOf(record: RunRecord): Promise<KeptSplits | null>;
  /** Cases of a repeat of an evaluation; null for other runs. */
  casesOf(record: RunRecord): Promise<RunCases | null>;
}

/**
 * Opens or creates the store in `<directory>/runs`. Unusable records count as absent, with a warning.
 *
 * @param access `read` creates nothing and treats a missing folder as empty
 * @throws UserError if a folder is a link or a file
 */
export async function openRunStore(
  directory: string,
  warn: (message: string) => void,
  access: 'read' | 'write' = 'write',
): Promise<RunStore> {
  // Resolved, because a path that ends in "/" follows a link.
  const output = resolve(directory);
  const folder = join(output, 'runs');
  if (access === 'write') {
    await makeFolder(output);
    await ignoreInGit(output);
    await makeFolder(folder);
  }
  const pathOf = (fingerprint: string) => join(folder, `${fingerprint}.json`);
  const recent = rememberPredictions();

  async function read(fingerprint: string): Promise<RunRecord | Error> {
    try {
      const record = parseRecord(await readText(pathOf(fingerprint), MAX_RECORD_BYTES));
      if (record.fingerprint !== fingerprint)
        throw new Error(`it is the record of another run, ${record.fingerprint}`);
      if (record.predictions !== null) await lstat(join(folder, record.predictions.file));
      return record;
    } catch (error) {
      return error as Error;
    }
  }

  async function* findAll(wanted: readonly string[]): AsyncGenerator<RunRecord | null> {
    for (let start = 0; start < wanted.length; start += READ_AT_A_TIME) {
      const fingerprints = wanted.slice(start, start + READ_AT_A_TIME);
      const found = await Promise.all(fingerprints.map(read));
      for (const [index, record] of found.entries()) {
        const path = pathOf(fingerprints[index] ?? '');
        if (!(record instanceof Error)) {
          yield record;
          continue;
        }
        if (!isMissing(record) || record.path !== path) warn(`${path} is not used: ${record.message}`);
        yield null;
      }
    }
  }

  async function find(fingerprint: string): Promise<RunRecord | null> {
    for await (const record of findAll([fingerprint])) return record;
    return null;
  }

  async function save(record: UnsavedRecord, given?: Kept | string, isCopy = false): Promise<RunRecord> {
    const { fingerprint, model, seed } = record;
    let predictions: RunRecord['predictions'] = null;
    // The record's own statement about predictions is ignored.
    const parsed = runRecordSchema.safeParse({ ...record, predictions });
    const unsavable = (what: string) =>
      new UnsavableRecordError(`the record of ${model}, seed ${seed}, ${what}`);
    if (!parsed.success) throw unsavable(`is not valid: ${firstIssue(parsed.error)}`);
    if (given !== undefined) {
      const file = `${fingerprint}.predictions.jsonl`;
      const table = typeof given === 'string' ? await takePredictions(given) : given;
      const areCases = 'results' in table;
      const rows = areCases ? linesOfCases(table) : canonicalPredictions(table);
      const lines = withinBytes(inBatches(rows), MAX_PREDICTIONS_BYTES, () =>
        unsavable('has more than 200 MB of predictions as JSON lines; save fewer examples or probabilities'),
      );
      const sha256 = await writeAtomically(join(folder, file), lines, isCopy ? 'nothing' : 'content');
      const names = areCases
        ? { examples: null }
        : { examples: examplesDigest(table), ...namesToKeep(table) };
      predictions = { file, sha256, ...names };
      if (!isCopy && !areCases) recent.add({ predictions }, table);
    }
    const text = `${canonicalJson({ ...parsed.data, predictions })}\n`;
    if (Buffer.byteLength(text) > MAX_RECORD_BYTES) {
      throw unsavable('is larger than 20 MB; log fewer metrics or epochs');
    }
    await writeAtomically(pathOf(fingerprint), [text], isCopy ? 'nothing' : 'all');
    // Parsed again, so callers see what later readers will.
    return JSON.parse(text);
  }

  async function confirm(confirmed: readonly string[]): Promise<void> {
    for (const fingerprint of confirmed) {
      const record = await read(fingerprint);
      if (record instanceof Error || record.shortcuts === undefined) continue;
      const text = canonicalJson({ ...record, shortcuts: { ...record.shortcuts, isConfirmed: true } });
      await writeAtomically(pathOf(fingerprint), [`${text}\n`], 'all');
    }
  }

  async function fingerprints(): Promise<string[]> {
    const names = await readdir(folder).catch((error: unknown) => {
      if (access === 'read' && isMissing(error)) return [];
      throw error;
    });
    return names.sort().flatMap((name) => RECORD_FILE.exec(name)?.[1] ?? []);
  }

  async function list(): Promise<RunRecord[]> {
    const records: RunRecord[] = [];
    for await (const record of findAll(await fingerprints())) if (record !== null) records.push(record);
    return records;
  }

  const predictionsOf = (record: RunRecord) => keptPredictions(folder, record, warn);

  async function splitsOf(record: RunRecord): Promise<KeptSplits | null> {
    const found = recent.find(record);
    if (found !== null) return found;
    const path = await predictionsOf(record);
    const table = path === null ? null : await readKept(path);
    return table === null || 'results' in table ? null : table.splits;
  }

  async function casesOf(record: RunRecord): Promise<RunCases | null> {
    const path = await predictionsOf(record);
    const table = path === null ? null : await readKept(path);
    return table !== null && 'results' in table ? table : null;
  }

  async function discard(fingerprint: string): Promise<void> {
    await rm(pathOf(fingerprint), { force: true });
  }

  return {
    folder,
    find,
    findAll,
    save,
    confirm,
    discard,
    fingerprints,
    list,
    predictionsOf,
    splitsOf,
    casesOf,
  };
}

/** A link from a branch could redirect all reads, writes and removals. */
async function makeFolder(path: string): Promise<void> {
  const stat = await lstat(path).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (stat !== null && !stat.isDirectory()) {
    throw new UserError(
      `${path} is ${stat.isSymbolicLink() ? 'a link' : 'not a folder'}; run records need their own folder: remove it, or name another with --output`,
    );
  }
  await mkdir(path, { recursive: true });
}

/** Ignores the folder in git, as other tools do. A folder with other files stays as it is. */
async function ignoreInGit(directory: string): Promise<void> {
  const entries = await readdir(directory);
  if (!entries.every((name) => OWN_ENTRIES.has(name))) return;
  await writeFile(join(directory, '.gitignore'), '*\n', { flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      // Another shard may start in this folder now.
      if (error.code !== 'EEXIST') throw error;
    },
  );
}

/** Another store's content is untrusted. */
async function takePredictions(path: string): Promise<Kept> {
  try {
    return await readKept(path);
  } catch (error) {
    if (error instanceof UnreadableRunError) throw new UnsavableRecordError(error.message, { cause: error });
    if (error instanceof UnusableFileError || isMissing(error)) {
      throw new UnsavableRecordError(`${basename(path)}: ${error.message}`, { cause: error });
    }
    throw error;
  }
}

async function readKept(path: string): Promise<Kept> {
  return (await holdsCases(path)) ? readCases(path, basename(path)) : readPredictions(path);
}

function parseRecord(text: string): RunRecord {
  const parsed = runRecordSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new Error(`is not valid: ${firstIssue(parsed.error)}`);
}

function isMissing(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Stored lines hold class indices. */
function namesToKeep({ classNames }: PredictionTable): { readonly classNames?: string[] } {
  if (classNames === null || classNames.length > MAX_CLASS_NAMES) return {};
  return { classNames: classNames.map((name) => name.slice(0, MAX_CLASS_NAME_CHARS)) };
}
