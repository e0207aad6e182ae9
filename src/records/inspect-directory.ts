/** Shows what would be read from a folder, without an experiment. */
import { join } from 'node:path';
import { isNamed } from '../config/metric-source.ts';
import { renameMetrics } from './metrics/metric-sources.ts';
import { listFiles } from './readers/files/list-files.ts';
import { recordedNames, type SourcedMetric } from './readers/named/source-of.ts';
import { numbersIn } from './readers/named/suggest-source.ts';
import { readRunDirectory } from './readers/read-run-directory.ts';
import { isEpochName, isStepName } from './readers/steps/axis-names.ts';
import { UnreadableRunError } from './readers/unreadable-run-error.ts';
import { type Origin, type RunRecord, type RunStatus, SPLITS, type Split } from './record.ts';

export interface InspectedValue extends Partial<Origin> {
  readonly metric: string;
  readonly split: Split;
  readonly value: number;
}

export interface Inspected {
  readonly directory: string;
  /** Why there is no result; null if there is one. */
  readonly problem: string | null;
  readonly status: RunStatus;
  readonly failure: string | null;
  readonly values: readonly InspectedValue[];
  readonly curves: ReadonlyArray<{ readonly metric: string; readonly split: Split; readonly epochs: number }>;
  readonly files: ReadonlyArray<{
    readonly file: string;
    /** Null if nothing was read from it. */
    readonly format: string | null;
  }>;
  /** Numbers in unread files, which `from: { file, key }` would read. */
  readonly notRead: ReadonlyArray<{ readonly file: string; readonly keys: readonly string[] }>;
  readonly warnings: readonly string[];
  readonly hint: string | null;
}

/** @param metrics of a config, or names; none takes whatever there is */
export async function inspectDirectory(
  directory: string,
  metrics: readonly SourcedMetric[],
  printed = '',
): Promise<Inspected> {
  const warnings: string[] = [];
  const files: Array<Inspected['files'][number]> = [];
  const read: ReadKey[] = [];
  const base = {
    directory,
    files,
    warnings,
    problem: null,
    status: 'ok',
    failure: null,
    hint: null,
  } as const;
  try {
    const { hint, ...content } = await readRunDirectory(directory, {
      declaredMetrics: [...metrics.map(({ name }) => name), ...recordedNames(metrics)],
      metrics,
      printed,
      leaveOut: true,
      warn: (message) => warnings.push(message),
      onFile: (file, format) => files.push({ file, format }),
    });
    const run = renameMetrics(content, metrics);
    const values = valuesOf(run, metrics);
    for (const { file, key } of values)
      if (file !== undefined && key !== undefined) read.push({ file, key, format: 'metrics[].from' });
    const notRead = await left(directory, files, read);
    const withFormats = files.map(({ file, format }) => ({
      file,
      format: format ?? read.find((one) => one.file === file)?.format ?? null,
    }));
    const { status, failure } = run;
    const curves = curvesOf(run);
    const isEmpty = status === 'ok' && values.length + curves.length === 0;
    const problem = isEmpty ? 'the files that were read contain no values' : null;
    return { ...base, files: withFormats, problem, status, failure, hint, values, curves, notRead };
  } catch (error) {
    if (!(error instanceof UnreadableRunError)) throw error;
    const problem = [error.message, error.details].filter((part) => part !== null).join('. ');
    files.push(...(await listed(directory)));
    return { ...base, problem, values: [], curves: [], notRead: await left(directory, files, read) };
  }
}

/** What a record holds of its run, whose folder is gone. */
export function inspectRecord(
  file: string,
  saved: RunRecord,
  metrics: readonly SourcedMetric[] = [],
): Inspected {
  const record = renameMetrics(saved, metrics);
  const { status, failure, warnings = [] } = record;
  const values = valuesOf(record, metrics);
  const curves = curvesOf(record);
  const problem =
    status === 'ok' && values.length + curves.length === 0 ? 'the record holds no values' : null;
  return {
    directory: file,
    problem,
    status,
    failure,
    values,
    curves,
    files: [],
    notRead: [],
    warnings,
    hint: null,
  };
}

function valuesOf(
  { metrics, origins }: Pick<RunRecord, 'metrics' | 'origins'>,
  sourced: readonly SourcedMetric[],
): InspectedValue[] {
  // Sources have generated names in the records.
  const generated = new Set(
    sourced.flatMap(({ from }) => (from !== undefined && isNamed(from) ? [from.name] : [])),
  );
  return SPLITS.flatMap((split) =>
    Object.entries(metrics[split] ?? {})
      .filter(([metric]) => !generated.has(metric))
      .map(([metric, value]) => ({ metric, split, value, ...(origins?.[split]?.[metric] ?? {}) })),
  );
}

function curvesOf({ curves }: Pick<Parameters<typeof renameMetrics>[0], 'curves'>): Inspected['curves'] {
  const counts = new Map<string, { metric: string; split: Split; epochs: number }>();
  for (const epoch of curves) {
    for (const split of ['train', 'validation'] as const) {
      for (const metric of Object.keys(epoch[split])) {
        const count = counts.get(`${split} ${metric}`) ?? { metric, split, epochs: 0 };
        count.epochs += 1;
        counts.set(`${split} ${metric}`, count);
      }
    }
  }
  return [...counts.values()];
}

/** Empty if there are too many files. */
async function listed(directory: string): Promise<Inspected['files']> {
  try {
    return (await listFiles(directory)).files.map((file) => ({ file, format: null }));
  } catch (error) {
    if (error instanceof UnreadableRunError) return [];
    throw error;
  }
}

/** A number outside the files that readers take. */
interface ReadKey {
  readonly file: string;
  readonly key: string;
  readonly format: string;
}

async function left(
  directory: string,
  files: Inspected['files'],
  read: readonly ReadKey[],
): Promise<Inspected['notRead']> {
  const unread = files.filter(({ format }) => format === null).map(({ file }) => file);
  const found = await numbersIn({ files: unread, pathOf: (file) => join(directory, file) });
  const others = found.map(({ file, keys }) => {
    const own = read.filter((one) => one.file === file).map(({ key }) => key);
    const isRead = (key: string) =>
      own.some((one) => key === one || key.endsWith(` ${one}`)) ||
      (own.length > 0 && (isEpochName(key) || isStepName(key)));
    return { file, keys: keys.filter((key) => !isRead(key)) };
  });
  return others.filter(({ keys }) => keys.length > 0);
}
