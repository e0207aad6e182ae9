/**
 * Tests whether runs of one model depend on the order of their seeds: whether the halves differ, and whether neighbours are
 * alike. A machine that warms up or a cache that fills makes runs dependent, against the assumption of every test over seeds.
 * The two tests share alpha.
 */
import type { Metric } from '../../config/file/normalise.ts';
import type { RunRecord } from '../../records/record.ts';
import { isConstant } from '../../stats/describe.ts';
import { createRandom } from '../../stats/random.ts';
import { bartelsTest } from '../../stats/tests/bartels.ts';
import type { Comparison } from '../compare/comparison.ts';
import { type AnalysisRequest, startAnalysis } from '../decide/analyse.ts';
import type { CrossedRows } from '../examples/crossed-rows.ts';

/** The report's name for the second half of the runs. */
export const SECOND_HALF = 'baseline-again';

export interface SeedOrderTest {
  readonly metric: string;
  /** `neighbours`: Bartels' test, one-sided. */
  readonly test: 'halves' | 'neighbours';
  readonly pValue: number;
  readonly significanceLevel: number;
  readonly depends: boolean;
}

interface HalvesRequest extends Omit<AnalysisRequest, 'variants' | 'baseline' | 'looks'> {
  readonly looks: readonly number[];
  /** Set if the test is over examples too. */
  readonly rows?: CrossedRows | undefined;
}

/**
 * @param finished runs of the baseline in the order of their seeds
 * @param values of every metric, in the same order
 */
export async function testSeedOrder(
  finished: readonly RunRecord[],
  values: ReadonlyMap<string, readonly number[]>,
  request: HalvesRequest,
): Promise<{ readonly tests: readonly SeedOrderTest[]; readonly comparisons: readonly Comparison[] }> {
  const alpha = request.alpha / 2;
  const primary = request.metrics.filter(({ role }) => role === 'primary');
  const comparisons = await compareHalves(finished, { ...request, alpha });
  return {
    tests: [
      ...comparisons.flatMap(ofHalves),
      ...primary.flatMap((metric) => ofNeighbours(metric, values, alpha / primary.length)),
    ],
    comparisons,
  };
}

function ofHalves(comparison: Comparison): SeedOrderTest[] {
  if (comparison.role !== 'primary' || comparison.difference === null) return [];
  const { metric, verdict, significanceLevel } = comparison;
  return [
    {
      metric,
      test: 'halves',
      pValue: comparison.pValueAdjusted ?? comparison.pValue,
      significanceLevel,
      depends: verdict === 'improvement' || verdict === 'regression',
    },
  ];
}

function ofNeighbours(
  { name }: Metric,
  values: ReadonlyMap<string, readonly number[]>,
  significanceLevel: number,
): SeedOrderTest[] {
  const column = values.get(name) ?? [];
  if (isConstant(column)) return [];
  const { pValue } = bartelsTest(column, { random: createRandom('analysis', 'seed order', column.length) });
  return [
    { metric: name, test: 'neighbours', pValue, significanceLevel, depends: pValue <= significanceLevel },
  ];
}

async function compareHalves(
  finished: readonly RunRecord[],
  { rows, ...request }: HalvesRequest,
): Promise<readonly Comparison[]> {
  const { looks } = request;
  const half = Math.floor(finished.length / 2);
  const pairs = finished.slice(0, half).flatMap((record, index) => {
    const again = finished[half + index] as RunRecord;
    return [
      { ...record, seed: index },
      { ...again, seed: index, model: SECOND_HALF },
    ];
  });
  const analysis = startAnalysis({ ...request, variants: [SECOND_HALF] });
  let comparisons: readonly Comparison[] = [];
  for (const [look, count] of looks.entries()) {
    const own = pairs.filter(({ seed }) => seed < count);
    const outcome = analysis.takeLook(own, look, rows && { examples: await rows.read(own) });
    comparisons = outcome.comparisons;
    if (outcome.undecided.length === 0) break;
  }
  return comparisons;
}
