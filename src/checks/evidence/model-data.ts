/** What is known of each model's data: from the files that the config or the command names, else from the run of a module that looked at it. */
import { join } from 'node:path';
import type { Params } from '../../config/names.ts';
import type { ChecksConfig } from '../../config/schema/checks-schema.ts';
import { UnusableFileError } from '../../files/open-file.ts';
import type { DataEvidence } from '../../records/data/evidence-schema.ts';
import type { ColumnEvidence } from '../../records/data/split-columns.ts';
import { inspectSplitFiles } from '../../records/data/split-files.ts';
import type { RunRecord } from '../../records/record.ts';
import type { Finding } from '../check.ts';
import { notChecked } from '../words.ts';
import { findSplitFiles } from './find-split-files.ts';

/** The model is null where the same is known of all. */
export type ModelData = {
  readonly model: string | null;
  /** Paths of the files that the data was read from. */
  readonly files?: { readonly train: string; readonly test: string };
  /** Whether nobody has named the files: they stand in the command or in the program. */
  readonly areFound?: true;
  /** null for data without columns; undefined where no file was read. */
  readonly columns?: ColumnEvidence | null;
  /** Share of test lines that may have their like in training by chance; null for text, undefined where no file was read. */
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
 * Files that the config names come first: they are read here, while a run says of its data what its code likes. A command could
 * write the module worker's file as well, so its word does not count at all.
 *
 * @param records none before the first run, which is when files are read: no run has had its hands on them yet
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

/** A pull request may have put anything in the place of a file: a folder, a loop of links, what nobody may read. */
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

/** Models that are trained and tested on the same data are spoken of once. */
export function sharedModelData(known: readonly ModelData[]): readonly ModelData[] {
  const [first] = known;
  const isOne = new Set(known.map(({ model: _, ...rest }) => JSON.stringify(rest))).size === 1;
  return first !== undefined && isOne ? [{ ...first, model: null }] : known;
}

export function notInspected(reason: string, threshold: number | null = null): Finding {
  return notChecked(reason, 'name the files of the splits under checks.files', threshold);
}
