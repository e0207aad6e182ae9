import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import type { RunRecord } from '../record.ts';
import { nameRun } from '../run-name.ts';
import { isBetterEnd, isContradiction } from './contradiction.ts';
import { importRecords } from './import-records.ts';
import { MADE_AGAIN_FOLDERS, RECORD_FOLDERS } from './record-folders.ts';
import { openRunStore, RECORD_FILE, type RunStore } from './store.ts';

/**
 * An output folder, its `runs`, or a folder with output folders up to three levels down, as CI systems unpack
 * artifacts.
 */
export interface RecordSource {
  readonly folder: string;
  /** Name in messages; default: the folder. */
  readonly name?: string;
  /** Whether the job should have trained a run; default: all. */
  isGiven?(run: Pick<RunRecord, 'seed' | 'task'>): boolean;
}

export interface MergeRequest {
  readonly sources: readonly RecordSource[];
  readonly output: string;
  /** Whether a record belongs to the comparison; others are only counted, and checks find theirs later. */
  isOwn(record: RunRecord): boolean;
  /** Called with each output folder before it is read. */
  inspect(folder: string): Promise<void>;
  warn(message: string): void;
}

interface Merged {
  /** Runs of the comparison with a record, old or new. */
  readonly own: number;
  /** Records of other experiments. */
  readonly foreign: number;
}

/** Depth of `runs` of checks in an output folder three levels down. */
const MAX_DEPTH = 5;
/** Only `runs` counts: elsewhere, a run could leave files that look like records. */
const IN_OUTPUT: readonly string[] = ['runs', ...RECORD_FOLDERS];

/**
 * Imports every record. If two records of a run contradict each other, neither counts, because any tie-breaker could
 * be exploited.
 *
 * @throws UserError for unreadable folders and contradicting records
 */
export async function mergeRecords(request: MergeRequest): Promise<Merged> {
  const { output, isOwn, inspect, warn } = request;
  const outputFolder = resolve(output);
  const roots = await findAllRoots(request);
  roots.delete(outputFolder);
  const own = new Set<string>();
  const foreign = new Set<string>();
  const contradictions = new Map<string, Contradiction>();
  for (const [root, { isGiven = () => true, name = root }] of roots) {
    await inspect(root);
    const strays: RunRecord[] = [];
    for (const kind of RECORD_FOLDERS) {
      const from = await openRunStore(join(root, kind), warn, 'read');
      const wanted = await from.fingerprints();
      if (wanted.length === 0) continue;
      const to = await openRunStore(join(outputFolder, kind), warn);
      const isCompared = kind === '';
      await importRecords({
        from,
        to,
        wanted,
        isOwn(record) {
          if (!isGiven(record)) {
            strays.push(record);
            return false;
          }
          if (!isCompared) return true;
          const isOne = isOwn(record);
          (isOne ? own : foreign).add(record.fingerprint);
          return isOne;
        },
        replaces(standing, record) {
          if (isContradiction(standing, record))
            contradictions.set(`${kind} ${record.fingerprint}`, { record, name, to });
          return isBetterEnd(record, standing);
        },
        warn,
      });
    }
    const [first] = strays;
    if (first !== undefined)
      warn(
        `records: ${strays.length} records of ${name} are not used, because its job was not given their seeds (${nameRun(first)}, among them)`,
      );
  }
  for (const { record, to } of contradictions.values()) await to.discard(record.fingerprint);
  refuseContradictions([...contradictions.values()]);
  return { own: own.size, foreign: foreign.size };
}

interface Contradiction {
  readonly record: RunRecord;
  readonly name: string;
  readonly to: RunStore;
}

function refuseContradictions(contradictions: readonly Contradiction[]): void {
  const [first] = contradictions;
  if (first === undefined) return;
  const { record, name } = first;
  const runs = nameRun(record);
  const more = contradictions.length === 1 ? '' : ` (and ${contradictions.length - 1} more runs)`;
  throw new UserError(
    `records: ${runs}${more}, has two records with different results, one of them in ${name}, so neither counts and there is no valid verdict; remove both records, and train the run again`,
  );
}

async function findAllRoots({ sources, warn }: MergeRequest): Promise<Map<string, RecordSource>> {
  const roots = new Map<string, RecordSource>();
  for (const source of sources) {
    const folder = resolve(source.folder);
    const { found, links, isOther } = await findRoots(folder);
    if (links.length > 0)
      warn(`records: links are not followed: ${links.slice(0, 3).join(', ')} in ${folder}`);
    if (found.length === 0 && isOther)
      warn(
        `records: ${folder} has no records; name the folder that a job left, or one that holds such folders`,
      );
    for (const root of found) roots.set(root, source);
  }
  return roots;
}

interface RecordRoots {
  readonly found: readonly string[];
  readonly links: readonly string[];
  /** True if there are files beyond those of a job without runs. */
  readonly isOther: boolean;
}

async function findRoots(folder: string, depth = 0): Promise<RecordRoots> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    const { code = 'error' } = error as NodeJS.ErrnoException;
    const why = { ENOENT: 'does not exist', ENOTDIR: 'is a file' }[code] ?? `cannot be read: ${code}`;
    throw new UserError(`records: ${folder} ${why}; name the folder that a job wrote with --output`, {
      cause: error,
    });
  });
  const links = entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => name);
  if (basename(folder) === 'runs' && entries.some(({ name }) => RECORD_FILE.test(name))) {
    const place = dirname(folder);
    const isOfChecks = RECORD_FOLDERS.some((kind) => kind !== '' && kind === basename(place));
    return { found: [isOfChecks ? dirname(place) : place], links: [], isOther: false };
  }
  const found: string[] = [];
  const below = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  let isOther = entries.some((entry) => entry.isFile()) && !below.includes('runs');
  const inspected = below.filter((name) =>
    below.includes('runs') ? IN_OUTPUT.includes(name) : !MADE_AGAIN_FOLDERS.includes(name),
  );
  for (const name of depth < MAX_DEPTH ? inspected.sort() : []) {
    const inside = await findRoots(join(folder, name), depth + 1);
    found.push(...inside.found);
    isOther ||= inside.isOther;
  }
  return { found, links, isOther };
}
