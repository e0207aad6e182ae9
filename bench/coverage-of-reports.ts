/**
 * Measures coverage and bias of reports with futility, cross-checks and margins, for docs/contributing/statistics.md. It takes
 * some three minutes.
 *
 *   npx rolldown bench/coverage-of-reports.ts --platform node --file node_modules/.cache/coverage-of-reports.mjs
 *   node node_modules/.cache/coverage-of-reports.mjs
 */
import { markdownTable } from 'markdown-table';
import { normaliseSeeds } from '../src/config/file/normalise.ts';
import { DEFAULT_SEEDS as CONFIG_SEEDS } from '../src/config/schema/schema.ts';
import { planLooks } from '../src/plan/runs/plan-looks.ts';
import { createRandom, randomNormal } from '../src/stats/random.ts';
import { analyseWithRecords } from './calibration/records.ts';
import { createSample } from './calibration/sample.ts';

const DEFAULT_SEEDS = normaliseSeeds(CONFIG_SEEDS);
const DEFAULT_LOOKS = planLooks(DEFAULT_SEEDS);
const REPETITIONS = 100;

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

function coverageOfReports(repetitions: number): string[][] {
  const rows = [
    [
      'True effect',
      'covered',
      'covered, with a margin of 0.75',
      'mean of the estimates',
      'mean of the means',
    ],
  ];
  for (const truth of [0, 0.5, 1, 2, 5, 10]) {
    const random = createRandom('coverage of reports', truth);
    const covered = [0, 0];
    const sums = [0, 0];
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const baseline = Array.from({ length: DEFAULT_SEEDS.max }, () => randomNormal(random));
      const candidate = baseline.map((value) => value + truth + randomNormal(random));
      for (const [kind, margin] of [null, 0.75].entries()) {
        const sample = createSample(
          `coverage ${truth} ${repetition}`,
          { baseline, candidate },
          margin ?? 0.75,
        );
        const { comparison } = analyseWithRecords(sample, DEFAULT_LOOKS, margin);
        if (comparison.difference === null) throw new Error('not measured');
        const { low, high } = comparison.interval;
        if (low <= truth && truth <= high) covered[kind] = (covered[kind] as number) + 1;
        if (kind > 0) continue;
        sums[0] = (sums[0] as number) + comparison.estimate;
        sums[1] = (sums[1] as number) + comparison.difference;
      }
    }
    rows.push([
      String(truth),
      ...covered.map((count) => percent(count / repetitions)),
      ...sums.map((sum) => (sum / repetitions).toFixed(2)),
    ]);
  }
  return rows;
}

console.log(markdownTable(coverageOfReports(REPETITIONS)));
