/**
 * The chance that lies in the test examples, beside that of the seeds: would the difference hold on a new test set, and
 * what would narrow it down, more seeds or more examples?
 *
 * It is a complement to the verdict, which speaks of new seeds on the test set as it is, and never changes it.
 */
import { z } from 'zod';
import type { Described } from '../../config/described.ts';
import type { Metric } from '../../config/file/normalise.ts';
import { UnusableFileError } from '../../records/bounded-file.ts';
import { UnreadableRunError } from '../../records/readers/unreadable-run-error.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { StatisticsError } from '../../stats/error.ts';
import { type VarianceComponents, varianceComponents } from '../../stats/estimates/variance-components.ts';
import { createRandom } from '../../stats/random.ts';
import { multiBootstrap } from '../../stats/resampling/multi-bootstrap.ts';
import { isMeasurable, measure } from '../../stats/test-set/measure.ts';
import type { MeasuredUnits } from '../../stats/test-set/measured-units.ts';
import { intervalSchema } from '../compare/comparison.ts';
import { pairBySeed, seedValues } from '../compare/samples.ts';
import { IncomparablePredictionsError, type SplitReader } from './run-predictions.ts';
import { adviseOnChance } from './test-set-advice.ts';

const MAX_RESAMPLES = 10_000;
/** Enough for an interval whose limits are settled to a tenth of its width. */
const MIN_RESAMPLES = 2_000;
/** Runs × examples that may be looked at in all: some ten seconds. Means need none of this. */
const MAX_WORK = 4e9;
/** Predictions and record are of one run: they differ by rounding or not at all. */
const TOLERANCE = 1e-6;

export interface TestSetChanceRequest {
  readonly experiment: string;
  readonly variant: string;
  readonly metric: Pick<Metric, 'name' | 'direction'>;
  readonly alpha: number;
  readonly records: readonly RunRecord[];
  /** The split that decides; `predictions` reads the same. */
  readonly split: Split;
  readonly predictions: SplitReader;
}

const knownChanceSchema = z.object({
  variant: z.string(),
  metric: z.string(),
  pairing: z.enum(['seed', 'none']),
  seeds: z.number().describe('Seed pairs; without pairs, the runs of the smaller arm.'),
  examples: z.number(),
  resamples: z.number(),
  difference: z.number().describe('Turned so that positive is better, as in a comparison.'),
  standardError: z.number().describe('Of new seeds and new examples together, by resampling both.'),
  interval: intervalSchema.extend({ method: z.literal('multi-bootstrap') }),
  pValue: z.number().describe('Two-sided, never 0. Too small with few seeds.'),
  shares: z
    .object({ seeds: z.number(), examples: z.number(), interaction: z.number() })
    .nullable()
    .describe(
      'What each source contributes to the variance of the difference, summing to 1; null where nothing varies.',
    ),
  standardErrors: z.object({
    seeds: z.number().describe("Of new seeds on these examples: what the verdict's test sees."),
    examples: z.number().describe('Of new examples for these seeds.'),
    total: z.number(),
    withTwiceTheSeeds: z.number(),
    withTwiceTheExamples: z.number(),
  }),
  advice: z.string().describe('One sentence: what more seeds or more examples would bring.'),
});
export type TestSetChance = Described<typeof knownChanceSchema>;

const unknownChanceSchema = z
  .object({ variant: z.string(), metric: z.string(), reason: z.string(), difference: z.null() })
  .describe('It could not be found out; there is no number here to misread.');
export type UnknownTestSetChance = Described<typeof unknownChanceSchema>;

export const testSetChanceSchema = z.union([knownChanceSchema, unknownChanceSchema]);

/**
 * @returns numbers, or the reason why there are none: predictions that are missing or of other examples, a metric that they do
 *   not give, too few runs
 */
export async function testSetChance(
  request: TestSetChanceRequest,
): Promise<TestSetChance | UnknownTestSetChance> {
  try {
    return describe(request, await measureArms(request));
  } catch (error) {
    if (!isExpected(error)) throw error;
    return { variant: request.variant, metric: request.metric.name, reason: error.message, difference: null };
  }
}

async function measureArms(request: TestSetChanceRequest): Promise<MeasuredUnits> {
  const { records, variant, metric, split, predictions } = request;
  if (!isMeasurable(metric.name)) {
    throw new IncomparablePredictionsError(
      `${metric.name} is not computed from predictions, but reported by the runs`,
    );
  }
  const baseline = seedValues(records, 'baseline', metric.name, split);
  const candidate = seedValues(records, variant, metric.name, split);
  const pairs = pairBySeed(baseline, candidate);
  const arms =
    pairs.length > 0
      ? {
          baseline: pairs.map(({ seed, baseline: value }) => ({ seed, value })),
          candidate: pairs.map(({ seed, candidate: value }) => ({ seed, value })),
        }
      : { baseline, candidate };
  const read = async (model: string, seeds: typeof baseline) => {
    const runs = [];
    // One after the other: a table of predictions is far larger than what is kept of it.
    for (const { seed } of seeds) runs.push(await predictions.read(findRecord(records, model, seed)));
    return runs;
  };
  const pairing = pairs.length > 0 ? 'seed' : 'none';
  const units = measure(metric.name, {
    baseline: await read('baseline', arms.baseline),
    candidate: await read(variant, arms.candidate),
    labels: predictions.labels(),
    pairing,
  });
  const reported =
    pairing === 'seed'
      ? pairs.map((pair) => pair.candidate - pair.baseline)
      : [...baseline, ...candidate].map(({ value }) => value);
  reported.forEach((value, unit) => {
    if (Math.abs(value - (units.values[unit] as number)) <= TOLERANCE * Math.max(1, Math.abs(value))) return;
    throw new IncomparablePredictionsError(
      `the runs report another ${metric.name} than their predictions give, so what an example adds to it is not known`,
    );
  });
  return units;
}

function describe(request: TestSetChanceRequest, units: MeasuredUnits): TestSetChance {
  const { experiment, variant, metric, alpha } = request;
  const runs = units.sizes.reduce((sum, size) => sum + size) * (units.pairing === 'seed' ? 2 : 1);
  const resamples = Math.round(
    Math.min(MAX_RESAMPLES, Math.max(MIN_RESAMPLES, MAX_WORK / (runs * units.examples))),
  );
  const resampled = multiBootstrap(units, {
    level: 1 - alpha,
    resamples,
    random: createRandom('analysis', experiment, variant, metric.name, 'multi-bootstrap'),
  });
  const components = varianceComponents(units);
  const { low, high } = resampled.interval;
  const isTurned = metric.direction === 'minimize';
  const numbers = {
    variant,
    metric: metric.name,
    pairing: units.pairing,
    seeds: Math.min(...units.sizes),
    examples: units.examples,
    resamples,
    difference: isTurned ? 0 - resampled.difference : resampled.difference,
    standardError: resampled.standardError,
    interval: {
      level: 1 - alpha,
      low: isTurned ? 0 - high : low,
      high: isTurned ? 0 - low : high,
      method: 'multi-bootstrap',
    },
    pValue: resampled.pValue,
    shares: sharesOf(components),
    standardErrors: components.standardErrors,
  } as const;
  return { ...numbers, advice: adviseOnChance(numbers, request.split) };
}

function sharesOf({ seeds, examples, interaction }: VarianceComponents): TestSetChance['shares'] {
  const total = seeds + examples + interaction;
  return total > 0
    ? { seeds: seeds / total, examples: examples / total, interaction: interaction / total }
    : null;
}

function findRecord(records: readonly RunRecord[], model: string, seed: number): RunRecord {
  const record = records.find((item) => item.model === model && item.seed === seed && item.status === 'ok');
  if (record === undefined) throw new Error(`no record of ${model}, seed ${seed}`);
  return record;
}

function isExpected(error: unknown): error is Error {
  return (
    error instanceof IncomparablePredictionsError ||
    error instanceof StatisticsError ||
    error instanceof UnreadableRunError ||
    error instanceof UnusableFileError
  );
}
