/**
 * Measures coverage of intervals and error of tests, for docs/contributing/statistics.md: `npx jiti bench/coverage.ts [WORDS]`,
 * some minutes.
 */
import { markdownTable } from 'markdown-table';
import { equalShare } from '../src/analysis/decide/equal-share.ts';
import { sequentialLevels } from '../src/analysis/decide/levels.ts';
import { intervalAt } from '../src/analysis/decide/one-interval.ts';
import { normaliseSeeds } from '../src/config/file/normalise.ts';
import { DEFAULT_SEEDS as CONFIG_SEEDS } from '../src/config/schema/schema.ts';
import { planLooks } from '../src/plan/runs/plan-looks.ts';
import { mean, standardDeviation } from '../src/stats/describe.ts';
import { normalCdf } from '../src/stats/distributions/normal.ts';
import { studentTQuantile } from '../src/stats/distributions/student-t.ts';
import { probabilityOfImprovement } from '../src/stats/estimates/probability-of-improvement.ts';
import { createRandom, type Random, randomNormal } from '../src/stats/random.ts';
import { normalBoundaries } from '../src/stats/sequential/normal-boundaries.ts';
import { stageWiseEstimate, stageWiseTail } from '../src/stats/sequential/stage-wise.ts';
import { pairedTBoundaries, pairedTExits } from '../src/stats/sequential/t-boundaries.ts';
import { pairedT } from '../src/stats/tests/paired-t.ts';
import {
  basicInterval,
  bcaInterval,
  percentileInterval,
  studentisedInterval,
} from '../test/support/bootstrap-intervals.ts';
import { kimDeMets, linear, obrienFleming, pocock } from '../test/support/spending.ts';

const RESAMPLES = 1000;

/** All have mean zero. */
const LAWS: Record<string, (random: Random) => number> = {
  normal: randomNormal,
  't with 3 degrees of freedom': (random) => {
    const squares = randomNormal(random) ** 2 + randomNormal(random) ** 2 + randomNormal(random) ** 2;
    return randomNormal(random) / Math.sqrt(squares / 3);
  },
  'exponential − 1': (random) => -Math.log(1 - random()) - 1,
};

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const errorOfMean = (sample: readonly number[]): number =>
  standardDeviation(sample) / Math.sqrt(sample.length);

function missesOfMeans(repetitions: number): string[][] {
  const rows = [['Law', 'Pairs', 't', 'percentile', 'basic', 'BCa', 'studentised']];
  for (const [law, draw] of Object.entries(LAWS)) {
    for (const pairs of [5, 10, 20]) {
      const random = createRandom('coverage', law, pairs);
      const missed = [0, 0, 0, 0, 0];
      for (let repetition = 0; repetition < repetitions; repetition++) {
        const sample = Array.from({ length: pairs }, () => draw(random));
        const options = { resamples: RESAMPLES, random };
        [
          pairedT(sample).interval,
          percentileInterval(sample, mean, options),
          basicInterval(sample, mean, options),
          bcaInterval(sample, mean, options),
          studentisedInterval(sample, mean, errorOfMean, options),
        ].forEach(({ low, high }, kind) => {
          if (low > 0 || high < 0) missed[kind] = (missed[kind] as number) + 1;
        });
      }
      rows.push([law, String(pairs), ...missed.map((count) => percent(count / repetitions))]);
    }
  }
  return rows;
}

/** Normal arms differ by one deviation. */
function coverageOfImprovement(repetitions: number): string[][] {
  const rows = [['Correlation', 'Pairs', 'independent', 'its width', 'paired', 'its width']];
  const truth = normalCdf(1 / Math.SQRT2);
  for (const correlation of [-0.5, 0, 0.5, 0.9]) {
    for (const pairs of [5, 10, 20]) {
      const random = createRandom('coverage of P(better)', correlation, pairs);
      const cells: string[] = [];
      for (const paired of [false, true]) {
        let covered = 0;
        let width = 0;
        for (let repetition = 0; repetition < repetitions; repetition++) {
          const baseline = Array.from({ length: pairs }, () => randomNormal(random));
          const own = Math.sqrt(1 - correlation ** 2);
          const candidate = baseline.map((value) => 1 + correlation * value + own * randomNormal(random));
          const { low, high } = probabilityOfImprovement(candidate, baseline, { paired });
          if (low <= truth && truth <= high) covered++;
          width += high - low;
        }
        cells.push(percent(covered / repetitions), (width / repetitions).toFixed(2));
      }
      rows.push([String(correlation), String(pairs), ...cells]);
    }
  }
  return rows;
}

const PLANS: Array<readonly [string, readonly number[], (looks: readonly number[]) => readonly number[]]> = [
  ['linear', [5, 8, 12, 16, 20], linear],
  ['Kim–DeMets 2', [5, 7, 10, 14, 20], (looks) => kimDeMets(looks, 2)],
  ["O'Brien–Fleming", [5, 10, 15, 20], (looks) => obrienFleming(looks, 0.05)],
  ['Pocock', [3, 5, 7, 10], pocock],
  ['linear', [50, 100, 150, 200], linear],
];

/** Computes false alarms of normal boundaries through nominal p and of the t process. */
function falseAlarms(): string[][] {
  const rows = [['Spending', 'Looks', 'normal boundaries', 't-process boundaries']];
  for (const [name, looks, spend] of PLANS) {
    const spent = spend(looks);
    const normal = normalBoundaries({ information: looks, alpha: 0.05, spent });
    const nominal = normal.map((z, look) => -studentTQuantile(normalCdf(-z), (looks[look] as number) - 1));
    const exact = pairedTBoundaries({ looks, alpha: 0.05, spent }).map(({ critical }) => critical);
    const rate = (critical: readonly number[]): string =>
      pairedTExits(looks, critical)
        .reduce((sum, exit) => sum + exit, 0)
        .toFixed(5);
    rows.push([name, looks.join(', '), rate(nominal), rate(exact)]);
  }
  return rows;
}

const DEFAULT_SEEDS = normaliseSeeds(CONFIG_SEEDS);
const DEFAULT_LOOKS = planLooks(DEFAULT_SEEDS);

/** Compares ordinary, stage-wise and repeated 95 % intervals after a stop. */
function coverageAfterStop(repetitions: number): string[][] {
  const rows = [
    [
      'True effect',
      'ordinary t covers',
      'stage-wise',
      'repeated, as shown',
      'its width over the ordinary',
      'mean of the means',
      'mean of the estimates',
      'estimate above the truth',
    ],
  ];
  const boundaries = sequentialLevels(DEFAULT_LOOKS, DEFAULT_LOOKS).boundaries(0.05) ?? [];
  const taken = boundaries.map(({ pairs, critical }) => ({
    information: pairs,
    degreesOfFreedom: pairs - 1,
    critical,
  }));
  for (const truth of [0, 0.5, 0.75, 1, 1.5, 2]) {
    const random = createRandom('coverage after a stop', truth);
    const covered = [0, 0, 0];
    const [means, estimates]: [number[], number[]] = [[], []];
    let width = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const sample: number[] = [];
      const stop = boundaries.findIndex(({ pairs, critical }, look) => {
        while (sample.length < pairs) sample.push(truth + randomNormal(random));
        return Math.abs(pairedT(sample).statistic) >= critical || look === boundaries.length - 1;
      });
      const t = pairedT(sample);
      const looks = taken.slice(0, stop + 1);
      const tail = stageWiseTail(looks, t, truth);
      const reach = (boundaries[stop]?.critical ?? 0) * t.standardError;
      const repeated = { low: t.mean - reach, high: t.mean + reach };
      [
        t.interval.low <= truth && truth <= t.interval.high,
        tail >= 0.025 && tail <= 0.975,
        repeated.low <= truth && truth <= repeated.high,
      ].forEach((covers, kind) => {
        if (covers) covered[kind] = (covered[kind] as number) + 1;
      });
      width += (2 * reach) / (t.interval.high - t.interval.low) / repetitions;
      means.push(t.mean);
      estimates.push(stop === 0 ? t.mean : stageWiseEstimate(looks, t));
    }
    const above = estimates.filter((estimate) => estimate > truth).length;
    rows.push([
      String(truth),
      ...covered.map((count) => percent(count / repetitions)),
      width.toFixed(2),
      `${mean(means).toFixed(3)} ± ${errorOfMean(means).toFixed(3)}`,
      `${mean(estimates).toFixed(3)} ± ${errorOfMean(estimates).toFixed(3)}`,
      percent(above / repetitions),
    ]);
  }
  return rows;
}

/** Four comparisons share alpha equally, with 12 pairs each. */
function coverageOfSeveral(repetitions: number): string[][] {
  const rows = [['True effects', 'worst single interval', 'all four at once']];
  for (const truths of [
    [0, 0, 0, 0],
    [2, 0, 0, 0],
    [2, 2, 2, 0],
    [1, 1, 1, 1],
    [2, 2, 2, 2],
  ]) {
    const random = createRandom('coverage of several', ...truths);
    const covered = truths.map(() => 0);
    let all = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const tests = truths.map((truth) =>
        pairedT(Array.from({ length: 12 }, () => truth + randomNormal(random))),
      );
      const levels = tests.map(({ pValue }) =>
        equalShare({ pValue, level: (share) => share }, 0.05, tests.length),
      );
      const covers = tests.map((t, index) => {
        const estimate = { ...t, difference: t.mean };
        const { low, high } = intervalAt(estimate, levels[index]?.localLevel ?? 0);
        const truth = truths[index] as number;
        return low <= truth && truth <= high;
      });
      covers.forEach((isCovered, index) => {
        if (isCovered) covered[index] = (covered[index] as number) + 1;
      });
      if (covers.every(Boolean)) all++;
    }
    rows.push([truths.join(', '), percent(Math.min(...covered) / repetitions), percent(all / repetitions)]);
  }
  return rows;
}

/** Coverage for the clearest of several variants with one baseline, as in the headline. */
function bestOfSeveral(repetitions: number): string[][] {
  const rows = [
    [
      'True effects',
      'an improvement is claimed',
      'estimate less truth',
      'in standard errors',
      'interval covers',
    ],
  ];
  for (const truths of [
    [0.75],
    [0.75, 0.75],
    Array(4).fill(0.75),
    Array(8).fill(0.75),
    [0.75, 0, 0, 0],
    Array(4).fill(2),
  ]) {
    const random = createRandom('best of several', ...truths);
    let [claimed, excess, inErrors, covered] = [0, 0, 0, 0];
    for (let repetition = 0; repetition < repetitions; repetition++) {
      // Half of each difference's variance comes from the shared baseline.
      const baseline = Array.from({ length: 12 }, () => Math.SQRT1_2 * randomNormal(random));
      const tests = truths.map((truth) =>
        pairedT(baseline.map((shared) => truth + Math.SQRT1_2 * randomNormal(random) - shared)),
      );
      const levels = tests.map(({ pValue }) =>
        equalShare({ pValue, level: (share) => share }, 0.05, tests.length),
      );
      const best = tests.reduce(
        (most, t, index) => (t.statistic > (tests[most]?.statistic ?? 0) ? index : most),
        0,
      );
      const [t, level] = [tests[best], levels[best]];
      if (t === undefined || level === undefined || t.mean <= 0) continue;
      if (level.pValueAdjusted > level.significanceLevel) continue;
      const truth = truths[best] as number;
      const { low, high } = intervalAt({ ...t, difference: t.mean }, level.localLevel);
      claimed++;
      excess += t.mean - truth;
      inErrors += (t.mean - truth) * Math.sqrt(12);
      if (low <= truth && truth <= high) covered++;
    }
    rows.push([
      truths.join(', '),
      percent(claimed / repetitions),
      (excess / claimed).toFixed(2),
      (inErrors / claimed).toFixed(2),
      percent(covered / claimed),
    ]);
  }
  return rows;
}

/** Selects tables by words of their title; default: all. */
const only = process.argv[2] ?? '';

for (const [title, rows] of [
  ['95 % intervals of a mean that miss it (1,000 repetitions, ± 1.4 points)', () => missesOfMeans(1000)],
  [
    'Coverage of P(better), normal arms one deviation apart (4,000 repetitions, ± 0.7)',
    () => coverageOfImprovement(4000),
  ],
  ['False alarms of boundaries meant for 0.05', falseAlarms],
  [
    `After a sequential stop, looks and spending of the default, ${DEFAULT_LOOKS.join(', ')} pairs (1,000 repetitions, ± 0.7)`,
    () => coverageAfterStop(1000),
  ],
  [
    'Intervals of four comparisons at the level that each is left (10,000 repetitions, ± 0.2)',
    () => coverageOfSeveral(10_000),
  ],
  [
    'The best of several, 12 pairs (20,000 repetitions, ± 0.01 and ± 0.3 points)',
    () => bestOfSeveral(20_000),
  ],
] as const) {
  if (title.includes(only)) console.log(`\n**${title}**\n\n${markdownTable(rows())}`);
}
