/** Records of one experiment that several machines have trained, brought into one store. */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { canonicalJson } from '../json.ts';
import type { RunRecord } from '../record.ts';
import { importRecords } from './import-records.ts';
import { RECORD_FOLDERS } from './record-folders.ts';
import { openRunStore } from './store.ts';

export interface MergeRequest {
  /** Each holds `runs`, or folders that do, as CI systems unpack artifacts: up to three levels down. */
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

const MAX_DEPTH = 3;

/**
 * Takes over every record, each as if a run had just left it. Where there are several of one run, as of a job that was taken for lost and
 * was not, the one that stays depends neither on their order nor on what they measured.
 *
 * @throws UserError for a folder that cannot be read
 */
export async function mergeRecords({ folders, output, isOwn, warn }: MergeRequest): Promise<Merged> {
  const outputFolder = resolve(output);
  const roots = (await Promise.all(folders.map((folder) => findRoots(resolve(folder))))).flat();
  const differing = new Set<string>();
  const [own, foreign] = [new Set<string>(), new Set<string>()];
  for (const root of roots.filter((folder) => folder !== outputFolder)) {
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

async function findRoots(folder: string, depth = 0): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new UserError(
      `records: ${folder} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'error'}`,
      {
        cause: error,
      },
    );
  });
  const below = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  if (RECORD_FOLDERS.some((kind) => below.includes(kind === '' ? 'runs' : kind))) return [folder];
  if (depth === MAX_DEPTH) return [];
  return (await Promise.all(below.sort().map((name) => findRoots(join(folder, name), depth + 1)))).flat();
}

/** Runs that ended of their own account come first; among those, chance decides: what was measured must not. */
function rankOf({ cost: _, versions: __, predictions, ...record }: RunRecord): string {
  const ended = record.status === 'ok' || record.status === 'diverged';
  const content = canonicalJson({ ...record, predictions: predictions?.sha256 ?? null });
  return `${ended ? 0 : 1} ${createHash('sha256').update(content).digest('hex')}`;
}
