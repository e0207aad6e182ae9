import { decidingSplit } from '../../analysis/compare/samples.ts';
import type { Source } from '../../plan/runs/source-seeds.ts';
import type { RunRecord } from '../../records/record.ts';
import { isConstant } from '../../stats/describe.ts';
import { type CrossedValue, varianceShares } from '../../stats/estimates/variance-shares.ts';
import { createRandom } from '../../stats/random.ts';
import { defineCheck } from '../define-check.ts';
import { baselineOf, eachModel, primaryMetrics } from '../subjects.ts';
import { notChecked, showPercent } from '../words.ts';
import { crossedRuns, SOURCE_VARIABLES, SOURCES } from './crossed-runs.ts';

const DOMINANT = 0.5;

const WORDS: Readonly<Record<Source, string>> = {
  init: 'initial weights',
  order: 'order of the examples',
  data: 'training data',
};

const ADVICE: Readonly<Record<Source, string>> = {
  init: 'stabilise the start (smaller initial scale, warm-up), or average several initialisations; more data would help little',
  order: 'stabilise the end of training (lower final learning rate, averaged weights, larger batches)',
  data: 'get more or cleaner training data; this narrows the interval most, because the result depends on the sample',
};

/**
 * Splits the variance of the baseline's scores, and of each variant's paired differences, by source
 * (`stats/estimates/variance-shares.ts`, over a crossed design), for the first primary metric.
 */
export const varianceSources = defineCheck({
  id: 'variance-sources',
  title: 'where does the spread come from?',
  needs: ['records'],
  extraRuns: crossedRuns,
  requestedBy: (section) => (section.variance === undefined ? null : 'variance'),
  of: eachModel,
  judge({ model }, { extraRuns: cells, records, metrics, vary, models }) {
    const baseline = baselineOf({ models });
    const sources = SOURCES.filter((source) => vary.includes(source));
    const [metric] = primaryMetrics(metrics);
    const split = metric === undefined ? null : decidingSplit(records, metric.name);
    if (metric === undefined || split === null) return notChecked('no run reports the primary metric');
    const values = cells.flatMap(({ levels, records: runs }) => {
      const value = cellValue(runs, model, baseline, (run) => run.metrics[split]?.[metric.name]);
      return value === undefined ? [] : [{ levels, value }];
    });
    if (values.length < cells.length) {
      const lost = cells.length - values.length;
      return notChecked(`${lost} of ${cells.length} cells of the crossed design have a failed run`);
    }
    if (isConstant(values.map(({ value }) => value)))
      return notChecked(`all ${values.length} cells of the crossed design gave the same ${metric.name}`);
    const alone = sources.find((_, source) => followsAlone(values, source));
    if (alone !== undefined)
      return notChecked(
        `the runs depend only on the seed of the ${WORDS[alone]}, so the sources cannot be told apart`,
        SOURCE_VARIABLES,
      );
    const random = createRandom('analysis', 'variance sources', values.length);
    const { shares, rest, variance } = varianceShares(values, { random });
    const found = shares.map((share, index) => ({ ...share, source: sources[index] as Source }));
    const largest = found.reduce((high, next) => (next.share > high.share ? next : high));
    const isDominant = largest.interval.low > DOMINANT;
    const listed = found.map(
      ({ source, share, interval }) =>
        `${WORDS[source]} ${showPercent(share)} [${showPercent(interval.low)}, ${showPercent(interval.high)}]`,
    );
    const what = model === baseline ? metric.name : `the difference in ${metric.name}`;
    const numbers = { value: largest.share, threshold: DOMINANT, interval: largest.interval };
    const spread = `${what} has a standard deviation of ${Math.sqrt(variance).toPrecision(2)} between runs`;
    const parts = `of its variance: ${listed.join(', ')}, interactions and the rest ${showPercent(rest)}${leftOut(sources)}`;
    if (!isDominant) return { ...numbers, status: 'pass', message: `${spread}; ${parts}` };
    return {
      ...numbers,
      status: 'warn',
      message: `${spread}, most of it from the ${WORDS[largest.source]}`,
      evidence: parts,
      advice: ADVICE[largest.source],
    };
  },
});

/** The baseline's value, or a variant's difference from it. */
function cellValue(
  runs: readonly RunRecord[],
  model: string,
  baseline: string,
  read: (run: RunRecord) => number | undefined,
): number | undefined {
  const of = (name: string) => {
    const run = runs.find((record) => record.model === name && record.status === 'ok');
    return run === undefined ? undefined : read(run);
  };
  const own = of(model);
  const reference = model === baseline ? 0 : of(baseline);
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
  return '; `vary` has no training data, so neither this check nor the verdict covers other training data';
}
