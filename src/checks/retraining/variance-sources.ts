import { decidingSplit } from '../../analysis/compare/samples.ts';
import type { LoadedConfig } from '../../config/file/load.ts';
import type { Metric } from '../../config/file/normalise.ts';
import { SOURCES } from '../../plan/runs/check-runs.ts';
import type { Source } from '../../plan/runs/source-seeds.ts';
import type { RunRecord } from '../../records/record.ts';
import { isConstant } from '../../stats/describe.ts';
import { type CrossedValue, varianceShares } from '../../stats/estimates/variance-shares.ts';
import { createRandom } from '../../stats/random.ts';
import type { Check } from '../check.ts';
import { notChecked, showPercent } from '../words.ts';

/** One cell of the crossed design with its runs of every model. */
export interface CellRecords {
  readonly levels: readonly number[];
  readonly records: readonly RunRecord[];
}

interface VarianceRequest {
  readonly config: Pick<LoadedConfig, 'vary'>;
  readonly metrics: readonly Metric[];
  /** The baseline first. */
  readonly models: ReadonlyArray<{ readonly name: string }>;
  readonly model: string;
  /** Of the comparison: which split decides. */
  readonly records: readonly RunRecord[];
  readonly cells: readonly CellRecords[];
}

/** A source that conclusively holds more than this share of the variance dominates. */
const DOMINANT = 0.5;

/** What a program has to do. */
export const SOURCE_VARIABLES =
  'read CONCLUSIVE_SEED_INIT, CONCLUSIVE_SEED_ORDER and CONCLUSIVE_SEED_DATA, or context.seeds, each for its own source';

const WORDS: Readonly<Record<Source, string>> = {
  init: 'initial weights',
  order: 'order of the examples',
  data: 'training data',
};

const ADVICE: Readonly<Record<Source, string>> = {
  init: 'steady the start (a smaller initial scale, a warm-up), or average several initialisations; more data would help little',
  order: 'steady the end of the training (a lower final learning rate, averaged weights, larger batches)',
  data: 'what is learned hangs on which examples are drawn: more or cleaner training data narrows the interval most',
};

/**
 * Which source of chance the spread comes from, by `stats/estimates/variance-shares.ts` over a crossed design: of the baseline's scores,
 * and of each variant's paired differences, which is what the verdict has to see through. On the first primary metric.
 *
 * Warns where the 95 % interval of a source's share lies above a half. The value is the largest share.
 */
export function checkVarianceSources(request: VarianceRequest): Check {
  const { config, metrics, model, records, cells } = request;
  const base = { id: 'variance-sources', model } as const;
  const sources = SOURCES.filter((source) => config.vary.includes(source));
  const metric = metrics.find(({ role }) => role === 'primary');
  const split = metric === undefined ? null : decidingSplit(records, metric.name);
  if (metric === undefined || split === null) return notChecked(base, 'no run reports the primary metric');
  const values = cells.flatMap(({ levels, records: runs }) => {
    const value = cellValue(runs, request, (run) => run.metrics[split]?.[metric.name]);
    return value === undefined ? [] : [{ levels, value }];
  });
  if (values.length < cells.length) {
    const lost = cells.length - values.length;
    return notChecked(base, `${lost} of ${cells.length} cells of the crossed design have a run that failed`);
  }
  if (isConstant(values.map(({ value }) => value))) {
    return notChecked(base, `all ${values.length} cells of the crossed design gave the same ${metric.name}`);
  }
  const alone = sources.find((_, source) => followsAlone(values, source));
  if (alone !== undefined) {
    return notChecked(
      base,
      `the runs follow the seed of the ${WORDS[alone]} alone, so the sources cannot be told apart`,
      SOURCE_VARIABLES,
    );
  }
  const random = createRandom('variance-sources', model, metric.name);
  const { shares, rest, variance } = varianceShares(values, { random });
  const found = shares.map((share, index) => ({ ...share, source: sources[index] as Source }));
  const largest = found.reduce((high, next) => (next.share > high.share ? next : high));
  const isDominant = largest.interval.low > DOMINANT;
  const listed = found.map(
    ({ source, share, interval }) =>
      `${WORDS[source]} ${showPercent(share)} [${showPercent(interval.low)}, ${showPercent(interval.high)}]`,
  );
  const what = model === request.models[0]?.name ? metric.name : `the difference in ${metric.name}`;
  return {
    ...base,
    status: isDominant ? 'warn' : 'pass',
    value: largest.share,
    threshold: DOMINANT,
    interval: largest.interval,
    message: `${what} has a standard deviation of ${Math.sqrt(variance).toPrecision(2)} between runs; of its variance: ${listed.join(', ')}, the rest and what they do together ${showPercent(rest)}${leftOut(sources)}`,
    advice: isDominant ? ADVICE[largest.source] : null,
  };
}

/** The baseline's own value, a variant's difference to it. */
function cellValue(
  runs: readonly RunRecord[],
  { model, models }: VarianceRequest,
  read: (run: RunRecord) => number | undefined,
): number | undefined {
  const of = (name: string | undefined) => {
    const run = runs.find((record) => record.model === name && record.status === 'ok');
    return run === undefined ? undefined : read(run);
  };
  const baseline = models[0]?.name;
  const [own, reference] = [of(model), model === baseline ? 0 : of(baseline)];
  return own === undefined || reference === undefined ? undefined : own - reference;
}

function followsAlone(values: readonly CrossedValue[], source: number): boolean {
  const first = new Map<number | undefined, number>();
  return values.every(({ levels, value }) => {
    const level = levels[source];
    const known = first.get(level) ?? value;
    first.set(level, known);
    return known === value;
  });
}

function leftOut(sources: readonly Source[]): string {
  if (sources.includes('data')) return '';
  return '; `vary` leaves the training data out, so neither this nor the verdict speaks of other training data';
}
