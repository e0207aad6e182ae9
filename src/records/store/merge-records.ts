/** Records of one experiment that several machines have trained, brought into one store. */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { canonicalJson } from '../json.ts';
import type { RunRecord } from '../record.ts';
import { importRecords } from './import-records.ts';
import { MADE_AGAIN_FOLDERS, RECORD_FOLDERS } from './record-folders.ts';
import { openRunStore, RECORD_FILE } from './store.ts';

export interface MergeRequest {
  /** Each is an output folder, its `runs`, or holds output folders, as CI systems unpack artifacts: up to three levels down. */
  readonly folders: readonly string[];
  /** Output folder of the experiment. */
  readonly output: string;
  /** Whether a record is one of the comparison's runs: others are counted and left. Those of checks are asked for later, by their fingerprints. */
  isOwn(record: RunRecord): boolean;
  warn(message: string): void;
}

interface Merged {
  /** How many of the comparison's runs there are records of, whether or not they have been on record already. */
  readonly own: number;
  /** And of other experiments. */
  readonly foreign: number;
  /** For the report: how many runs came out differently in two places. */
  readonly notices: readonly string[];
}

/** To `runs` of checks in an output folder three levels down. */
const MAX_DEPTH = 5;
/** An output folder has `runs`; elsewhere in it, a run of an isolated model could leave records for the other one. */
const IN_OUTPUT: readonly string[] = ['runs', ...RECORD_FOLDERS];

/**
 * Takes over every record, each as if a run had just left it. Where there are several of one run, as of a job that was taken for lost and
 * was not, the one that stays depends neither on their order nor on what they measured.
 *
 * @throws UserError for a folder that cannot be read
 */
export async function mergeRecords({ folders, output, isOwn, warn }: MergeRequest): Promise<Merged> {
  const outputFolder = resolve(output);
  const roots = new Set<string>();
  for (const folder of folders.map((one) => resolve(one))) {
    const { found, links, isOther } = await findRoots(folder);
    if (links.length > 0)
      warn(`records: links are not followed: ${links.slice(0, 3).join(', ')} in ${folder}`);
    if (found.length === 0 && isOther)
      warn(
        `records: ${folder} has no records; name the folder that a job left, or one that holds such folders`,
      );
    for (const root of found) roots.add(root);
  }
  const differing = new Set<string>();
  const [own, foreign] = [new Set<string>(), new Set<string>()];
  roots.delete(outputFolder);
  for (const root of roots) {
    for (const kind of RECORD_FOLDERS) {
      const from = await openRunStore(join(root, kind), warn, 'read');
      const wanted = await from.fingerprints();
      if (wanted.length === 0) continue;
      const isCompared = kind === '';
      await importRecords({
        from,
        to: await openRunStore(join(outputFolder, kind), warn),
        wanted,
        isOwn(record) {
          if (!isCompared) return true;
          const isOne = isOwn(record);
          (isOne ? own : foreign).add(record.fingerprint);
          return isOne;
        },
        replaces(standing, record) {
          const [before, after] = [rankOf(standing), rankOf(record)];
          if (isCompared && before !== after) differing.add(`${record.model}, seed ${record.seed}`);
          return after < before;
        },
        warn,
      });
    }
  }
  return { own: own.size, foreign: foreign.size, notices: noticesOf(differing) };
}

function noticesOf(differing: ReadonlySet<string>): string[] {
  if (differing.size === 0) return [];
  const [first] = differing;
  const runs =
    differing.size === 1 ? `one run (${first}) was` : `${differing.size} runs (${first} among them) were`;
  return [
    `${runs} trained twice, with different results; a digest decides which one is used, not time or score`,
  ];
}

interface Found {
  /** Output folders, in the order of their names. */
  readonly found: readonly string[];
  /** Names of what is a link in the folder itself. */
  readonly links: readonly string[];
  /** Whether there are files other than those of a job that had no run to train. */
  readonly isOther: boolean;
}

async function findRoots(folder: string, depth = 0): Promise<Found> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new UserError(
      `records: ${folder} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'error'}`,
      { cause: error },
    );
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

/** Runs that ended of their own account come first; among those, chance decides: what was measured must not. */
function rankOf({ cost: _, versions: __, predictions, ...record }: RunRecord): string {
  const ended = record.status === 'ok' || record.status === 'diverged';
  const content = canonicalJson({ ...record, predictions: predictions?.sha256 ?? null });
  return `${ended ? 0 : 1} ${createHash('sha256').update(content).digest('hex')}`;
}
