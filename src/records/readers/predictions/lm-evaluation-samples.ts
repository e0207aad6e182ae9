/**
 * lm-evaluation-harness, `--log_samples`: `samples_<task>_<time>.jsonl` with a line a question and filter. A question
 * is an example (`task/doc_id` with several tasks); its samples share an id and form one cluster.
 */
import { basename, dirname, join } from 'node:path';
import { namesIn } from '../../../files/open-file.ts';
import { readHead, readLines } from '../../bounded-file.ts';
import { isObject } from '../../json.ts';
import { parseObject, someObject } from '../files/json-lines.ts';
import { MAX_PREDICTIONS_BYTES } from '../files/run-file.ts';
import { toNumber } from '../numbers.ts';
import type { PredictionTable } from './prediction-table.ts';
import { TableBuilder } from './table-builder.ts';

const NAME = /^samples_(.+?)(?:_\d{4}-\d\d-\d\dT[\d.:-]+)?\.jsonl$/;
const HEAD_CHARS = 1024 * 1024;
/** Keys that are no metrics. */
const OTHERS: ReadonlySet<string> = new Set(
  'doc_id doc target arguments resps filtered_resps filter metrics doc_hash prompt_hash target_hash'.split(
    ' ',
  ),
);
/** Lists of these metrics hold samples; other lists are inputs of an aggregation (`f1`, `perplexity`). */
const GRADED_ONE_BY_ONE = /^(acc|acc_norm|exact_match|em|pass@.*|prefix_match)$/;

/** @param head beginning of the file */
export function isSamples(path: string, head: string): boolean {
  return (
    NAME.test(basename(path)) &&
    someObject(head, (object) => 'doc_id' in object && ('resps' in object || 'filtered_resps' in object))
  );
}

/** Reads all tasks of the folder; of a repeated task, the later file. */
export async function readSamples(path: string): Promise<PredictionTable> {
  const folder = dirname(path);
  const files = new Map<string, string>();
  for (const name of namesIn(folder)) {
    const [, task] = NAME.exec(name) ?? [];
    if (task !== undefined && isSamples(name, await readHead(join(folder, name), HEAD_CHARS)))
      files.set(task, name);
  }
  const builder = new TableBuilder(basename(path));
  let line = 0;
  for (const [task, name] of files) {
    const isOnly = files.size === 1;
    for (const [doc, samples] of await readTask(join(folder, name), name)) {
      for (const sample of samples) {
        const named = Object.entries(sample).flatMap(([metric, value]) => [
          ...(isOnly ? [[metric, value] as const] : []),
          [`${task}/${metric}`, value] as const,
        ]);
        line += 1;
        builder.add({ id: isOnly ? doc : `${task}/${doc}`, scores: Object.fromEntries(named) }, line);
      }
    }
  }
  return builder.build();
}

type Scores = Record<string, number>;

/**
 * Grades by question: those of each sample, by metric and filter.
 *
 * @param look sees each line too
 */
export async function readTask(
  path: string,
  file: string,
  look: (row: Readonly<Record<string, unknown>>) => void = () => undefined,
): Promise<ReadonlyMap<string, readonly Scores[]>> {
  const questions = new Map<string, Scores[]>();
  /** Number of graded samples by metric. */
  const counts = new Map<string, number>();
  for await (const { number: line, text } of readLines(path, MAX_PREDICTIONS_BYTES)) {
    if (text === '') continue;
    const row = parseObject(text, { file, line }, '{"doc_id": 0, "acc": 1.0}');
    look(row);
    const doc = String(row.doc_id);
    const samples = questions.get(doc) ?? [];
    questions.set(doc, samples);
    for (const [metric, values] of scoresOf(row)) {
      const key = `${metric}\n${doc}`;
      for (const value of values) {
        const place = counts.get(key) ?? 0;
        counts.set(key, place + 1);
        const sample = samples[place] ?? {};
        samples[place] = sample;
        sample[metric] = value;
      }
    }
  }
  return questions;
}

/** Names as in the results file: `acc`, or `exact_match,strict-match` with a filter. */
function scoresOf(row: Readonly<Record<string, unknown>>): Array<readonly [string, readonly number[]]> {
  const names = Array.isArray(row.metrics) ? row.metrics.map(String) : Object.keys(row);
  const filter = typeof row.filter === 'string' && row.filter !== 'none' ? `,${row.filter}` : '';
  return names.flatMap((name) => {
    if (OTHERS.has(name) || !Object.hasOwn(row, name)) return [];
    const stated = row[name];
    const isList = Array.isArray(stated) && GRADED_ONE_BY_ONE.test(name);
    const values = (isList ? (stated as readonly unknown[]) : [stated]).map(gradeOf);
    const graded = values.filter((value) => value !== null);
    return graded.length > 0 && graded.length === values.length ? [[name + filter, graded] as const] : [];
  });
}

function gradeOf(value: unknown): number | null {
  if (typeof value === 'boolean') return Number(value);
  const number = isObject(value) ? undefined : toNumber(value);
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}
