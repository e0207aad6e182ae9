/** Reads each model's data from the files that the config or the command names, else from the run of a module. */
import { join } from 'node:path';
import type { Params } from '../../config/names.ts';
import type { ChecksConfig } from '../../config/schema/checks-schema.ts';
import { UnusableFileError } from '../../files/open-file.ts';
import type { DataEvidence } from '../../records/data/evidence-schema.ts';
import type { ColumnEvidence } from '../../records/data/split-columns.ts';
import { inspectSplitFiles } from '../../records/data/split-files.ts';
import type { RunRecord } from '../../records/record.ts';
import type { Judgement } from '../check.ts';
import { notChecked } from '../words.ts';
import { findSplitFiles } from './find-split-files.ts';

/** `model` is null if all models have the same data. */
export type ModelData = {
  readonly model: string | null;
  /** Paths of the files that the data was read from. */
  readonly files?: { readonly train: string; readonly test: string };
  /** The config does not name the files; they were found in the command or the program. */
  readonly areFound?: true;
  /** null for data without columns; undefined if no file was read. */
  readonly columns?: ColumnEvidence | null;
  /** Share of test lines that may equal a training line by chance; null for text, undefined if no file was read. */
  readonly coincidence?: number | null;
} & ({ readonly evidence: DataEvidence } | { readonly evidence: null; readonly reason: string });

interface Inspected {
  readonly config: {
    readonly checks: Pick<ChecksConfig, 'files'>;
    readonly trainer: { readonly command?: string | undefined };
  };
  readonly models: ReadonlyArray<{
    readonly name: string;
    readonly directory: string;
    readonly params: Params;
  }>;
  readonly trainer: { readonly kind: 'command' | 'module' };
}

/**
 * Files that the config names come first, because a run's code can claim anything about its data. What a command writes about
 * its data does not count at all.
 *
 * @param records empty before the first run, when files are read that no run could change yet
 */
export async function readModelData(
  { config, models, trainer }: Inspected,
  records: readonly RunRecord[],
): Promise<ModelData[]> {
  const { files } = config.checks;
  const command = trainer.kind === 'command' ? config.trainer.command : undefined;
  if (files !== undefined || command !== undefined) return ofFiles(models, files, command);
  return models.map(({ name: model }) => {
    const own = records.find((record) => record.model === model && record.data !== undefined)?.data;
    return own !== undefined && trainer.kind === 'module'
      ? { model, evidence: own }
      : { model, evidence: null, reason: REASONS[trainer.kind] };
  });
}

const REASONS = {
  command: 'the program reads its own data',
  module: 'the module has its own training loop, or its first run failed before it had data',
} as const;

interface Files {
  readonly train: string;
  readonly test: string;
  readonly shifted?: string | undefined;
  readonly label?: string | undefined;
  readonly group?: string | undefined;
}

/** Variants of one ref share its files. */
async function ofFiles(
  models: Inspected['models'],
  named: Files | undefined,
  command: string | undefined,
): Promise<ModelData[]> {
  const read = new Map<string, Promise<Read>>();
  const all: ModelData[] = [];
  for (const { name: model, directory, params } of models) {
    const found =
      named === undefined && command !== undefined ? await findSplitFiles(command, params, directory) : null;
    const files = named ?? found;
    if (files === null) {
      all.push({ model, evidence: null, reason: REASONS.command });
      continue;
    }
    const key = JSON.stringify([directory, files]);
    const known = read.get(key) ?? readFiles(directory, files);
    read.set(key, known);
    all.push({ model, ...(found === null ? {} : { areFound: true }), ...(await known) });
  }
  return all;
}

type Read = { readonly files: Files } & (
  | {
      readonly evidence: DataEvidence;
      readonly columns: ColumnEvidence | null;
      readonly coincidence: number | null;
    }
  | { readonly evidence: null; readonly reason: string }
);

async function readFiles(directory: string, files: Files): Promise<Read> {
  try {
    const { columns, coincidence, ...evidence } = await inspectSplitFiles(
      {
        train: join(directory, files.train),
        test: join(directory, files.test),
        shifted: files.shifted === undefined ? null : join(directory, files.shifted),
      },
      files,
    );
    return { evidence, columns, coincidence, files };
  } catch (error) {
    const why = whyUnreadable(error, directory, files);
    if (why === null) throw error;
    return { evidence: null, reason: `checks.files: ${why}`, files };
  }
}

/** A pull request may have replaced a file by a folder, a loop of links, or an unreadable file. */
function whyUnreadable(error: unknown, directory: string, files: Files): string | null {
  if (error instanceof UnusableFileError) return `one of the files ${error.message}`;
  if (!(error instanceof Error) || !('code' in error)) return null;
  const path = 'path' in error ? error.path : undefined;
  const named = [files.train, files.test, files.shifted].find(
    (file) => file !== undefined && join(directory, file) === path,
  );
  const which = named === undefined ? 'one of the files' : `"${named}"`;
  return error.code === 'ENOENT' ? `${which} does not exist` : `${which} cannot be read (${error.code})`;
}

/** One entry for all models if they have the same data. */
export function sharedModelData(known: readonly ModelData[]): readonly ModelData[] {
  const [first] = known;
  const isOne = new Set(known.map(({ model: _, ...rest }) => JSON.stringify(rest))).size === 1;
  return first !== undefined && isOne ? [{ ...first, model: null }] : known;
}

export function notInspected(reason: string): Judgement {
  return notChecked(reason, 'name the files of the splits under checks.files');
}

/** Data that was read from files, as checks of columns need it. */
export function fromFiles({ modelData }: { readonly modelData: readonly ModelData[] }): readonly ModelData[] {
  return sharedModelData(modelData).filter(({ files }) => files !== undefined);
}

export function judgeColumns(known: ModelData, judge: (columns: ColumnEvidence) => Judgement): Judgement {
  if (known.evidence === null) return notInspected(known.reason);
  if (!known.columns) return notChecked('the files have no columns, or fewer than 20 rows');
  return judge(known.columns);
}
