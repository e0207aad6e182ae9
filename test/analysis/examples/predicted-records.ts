/** Run records with predictions by example, in memory and scored as training does it. */
import { createCrossedRows } from '../../../src/analysis/examples/crossed-rows.ts';
import {
  createReader,
  IncomparablePredictionsError,
} from '../../../src/analysis/examples/run-predictions.ts';
import { scorePredictions } from '../../../src/records/metrics/score.ts';
import type { PredictionTable } from '../../../src/records/readers/predictions/prediction-table.ts';
import { type PredictionRow, TableBuilder } from '../../../src/records/readers/predictions/table-builder.ts';
import type { RunRecord, Split } from '../../../src/records/record.ts';
import { createRandom } from '../../../src/stats/random.ts';
import { record } from '../../checks/records.ts';

export interface PredictedRun {
  readonly model: string;
  readonly seed: number;
  /** Null: the run keeps no predictions. */
  readonly rows: readonly PredictionRow[] | null;
  readonly more?: Partial<RunRecord>;
}

export function predictedRecords(runs: readonly PredictedRun[]) {
  const tables = new Map<string, PredictionTable>();
  const records = runs.map(({ model, seed, rows, more }, index) => {
    const fingerprint = index.toString(16).padStart(64, '0');
    if (rows === null) return record(model, seed, { fingerprint, ...more });
    const builder = new TableBuilder(`${model}-${seed}`);
    for (const [line, row] of rows.entries()) builder.add(row, line);
    const table = builder.build();
    tables.set(fingerprint, table);
    return record(model, seed, {
      fingerprint,
      metrics: Object.fromEntries(scorePredictions(table, []).metrics),
      ...more,
    });
  });
  let reads = 0;
  const readerOf = (split: Split) =>
    createReader(
      ({ model, seed }) => `${model} under seed ${seed}`,
      async ({ fingerprint }) => {
        reads += 1;
        const columns = tables.get(fingerprint)?.splits.get(split);
        if (columns === undefined) throw new IncomparablePredictionsError('kept no predictions');
        return columns;
      },
    );
  return { records, readerOf, reads: () => reads };
}

interface World {
  readonly examples?: number;
  /** What the variant is better by, on the scale of its scores. */
  readonly gain?: number;
  /** How much one run differs from the next. */
  readonly noise?: number;
  readonly more?: (example: number) => PredictionRow;
}

/** Right and wrong answers of one run, with P(class 1); what makes an example hard is the same in every run of a model. */
export function answers(
  model: string,
  seed: number,
  { examples = 40, gain = 0, noise = 0.5, more = () => ({}) }: World = {},
): PredictionRow[] {
  return Array.from({ length: examples }, (_, example) => {
    const ability = createRandom('ability', model, example)() + gain * Number(model !== 'baseline');
    const isRight = ability + noise * (createRandom('run', model, seed, example)() - 0.5) > 0.35;
    const label = example % 2;
    const prediction = isRight ? label : 1 - label;
    const certainty = Math.min(0.95, 0.6 + 0.3 * ability);
    return {
      id: `e${example}`,
      label,
      prediction,
      probabilities: prediction === 1 ? [1 - certainty, certainty] : [certainty, 1 - certainty],
      ...more(example),
    };
  });
}

export function runsOf(model: string, seeds: readonly number[], world: World = {}): PredictedRun[] {
  return seeds.map((seed) => ({ model, seed, rows: answers(model, seed, world) }));
}

export const bothOf = (seeds: readonly number[], world: World = {}): PredictedRun[] => [
  ...runsOf('baseline', seeds, world),
  ...runsOf('head', seeds, world),
];

type Rows = Parameters<typeof createCrossedRows>[0];

/** The runs' records, and the rows of their examples. */
export function crossedRows(
  runs: readonly PredictedRun[],
  metrics: Rows['metrics'],
  more: Partial<Rows> = {},
) {
  const { records, readerOf, reads } = predictedRecords(runs);
  const reader = readerOf('test');
  const rows = createCrossedRows({ variants: ['head'], metrics, readerOf: () => reader, ...more });
  return { records, rows, reads };
}
