/**
 * Measures the errors of the questions that a comparison can ask, for docs/contributing/calibration.md.
 *
 *   npx rolldown bench/questions.ts --platform node --file node_modules/.cache/questions.mjs --log-level silent
 *   node node_modules/.cache/questions.mjs [repetitions]
 *
 * Everything is in standard deviations of a pair's difference. Cross-checks and futility, which only withhold, are left out. A
 * fixed number is the paired test against a constant (test/compare-results.test.ts), so its level is that of the paired test.
 */
import { markdownTable } from 'markdown-table';
import { type Measurement, testOf } from '../src/analysis/compare/compare-models.ts';
import type { MeasuredComparison } from '../src/analysis/compare/comparison.ts';
import { correctSelection } from '../src/analysis/decide/correct-selection.ts';
import { decideAll } from '../src/analysis/decide/decide.ts';
import { startGuards } from '../src/analysis/decide/guards.ts';
import { sequentialLevels } from '../src/analysis/decide/levels.ts';
import { type Metric, normaliseSeeds } from '../src/config/file/normalise.ts';
import { DEFAULT_SEEDS } from '../src/config/schema/schema.ts';
import { planLooks } from '../src/plan/runs/plan-looks.ts';
import { createRandom, type Random, randomNormal } from '../src/stats/random.ts';
import { pairedT } from '../src/stats/tests/paired-t.ts';
import { jointVerdict } from '../src/verdict/overall.ts';

const REPETITIONS = Number(process.argv[2] ?? 4_000);
const LOOKS = planLooks(normaliseSeeds(DEFAULT_SEEDS));
const LEVELS = LOOKS.map((_, look) => sequentialLevels(LOOKS.slice(0, look + 1), LOOKS));
const WHOLE = sequentialLevels(LOOKS, LOOKS);
const ALPHA = 0.05;
const MARGIN = 0.5;

interface World {
  /** True differences of the primary metric, by variant. */
  readonly truths: readonly number[];
  /** True difference of a guarded metric of the only variant. */
  readonly guarded?: number;
  readonly minEffect?: number;
}

interface Values {
  readonly variant: string;
  readonly metric: string;
  readonly role: Metric['role'];
  readonly differences: readonly number[];
}

function measurementOf({ differences, ...name }: Values, minEffect: number | undefined): Measurement {
  const t = pairedT(differences);
  const { standardError, degreesOfFreedom } = t;
  return {
    ...name,
    pairing: 'seed',
    verdict: null,
    crossed: null,
    baseline: { n: differences.length, mean: 0, standardDeviation: null },
    candidate: { n: differences.length, mean: t.mean, standardDeviation: null },
    difference: t.mean,
    standardError,
    degreesOfFreedom,
    ...testOf({ difference: t.mean, standardError, degreesOfFreedom }, minEffect),
    interval: { ...t.interval, method: 'student-t' },
    equivalence: null,
    signFlip: null,
    permutation: null,
    studentised: null,
  } as unknown as Measurement;
}

/** An experiment as each comparison was when it was settled. */
function run({ truths, guarded, minEffect }: World, random: Random): readonly MeasuredComparison[] {
  const pairs = LOOKS.at(-1) ?? 0;
  const draw = (truth: number) => Array.from({ length: pairs }, () => truth + randomNormal(random));
  const arms: Values[] = truths.map((truth, at) => ({
    ...{ variant: `v${at}`, metric: 'score', role: 'primary' },
    differences: draw(truth),
  }));
  if (guarded !== undefined)
    arms.push({ variant: 'v0', metric: 'loss', role: 'secondary', differences: draw(guarded) });
  const metrics: Metric[] = [
    { name: 'loss', role: 'secondary', direction: 'maximize', margin: MARGIN, unit: 'none' },
  ];
  const guards = startGuards({ variants: ['v0'], metrics, alpha: ALPHA, guarded: ['loss'] });
  const settled = new Map<string, MeasuredComparison>();
  for (const [look, count] of LOOKS.entries()) {
    const isLast = look === LOOKS.length - 1;
    const levels = LEVELS[look] as (typeof LEVELS)[number];
    const items = arms.map((arm) => ({
      measurement: measurementOf({ ...arm, differences: arm.differences.slice(0, count) }, minEffect),
      levels,
    }));
    const decided = decideAll(items, ALPHA, truths.length, { guarded: guards.levelsOf(items) });
    guards.takeLook(decided, { records: [], held: new Set(), isLast });
    for (const one of decided) {
      const key = `${one.variant} ${one.metric}`;
      const isOpen = one.role === 'primary' && one.verdict === 'inconclusive' && !isLast;
      if (!settled.has(key) && !isOpen) settled.set(key, one);
      if (one.role === 'secondary') settled.set(key, guards.attach(one) as MeasuredComparison);
    }
  }
  return [...settled.values()];
}

function shareOf(world: World, holds: (found: readonly MeasuredComparison[]) => boolean): string {
  const random = createRandom('questions', JSON.stringify(world));
  let count = 0;
  for (let repetition = 0; repetition < REPETITIONS; repetition++) if (holds(run(world, random))) count++;
  const share = count / REPETITIONS;
  const error = Math.sqrt((share * (1 - share)) / REPETITIONS);
  return `${(100 * share).toFixed(1)} ± ${(100 * error).toFixed(1)} %`;
}

const isPassed = (found: readonly MeasuredComparison[]) =>
  found.some((one) => one.role === 'primary' && jointVerdict(one, found) === 'improvement');
const coversAll = (truths: readonly number[]) => (found: readonly MeasuredComparison[]) =>
  found.every(({ interval: { low, high } }, at) => {
    const truth = truths[at] ?? 0;
    return low <= truth && truth <= high;
  });

const questions: ReadonlyArray<readonly [string, string, World, typeof isPassed]> = [
  [
    '`faster, no worse`: much faster, worse by the margin',
    '≤ 2.5 %',
    { truths: [2], guarded: -MARGIN },
    isPassed,
  ],
  ['not faster, much better otherwise', '≤ 2.5 %', { truths: [0], guarded: 2 }, isPassed],
  ['faster by 1, equal otherwise', 'found', { truths: [1], guarded: 0 }, isPassed],
  [
    `\`min-effect\` ${MARGIN}: the gain is ${MARGIN}`,
    '≤ 2.5 %',
    { truths: [MARGIN], minEffect: MARGIN },
    isPassed,
  ],
  ['the gain is 1.25', 'found', { truths: [1.25], minEffect: MARGIN }, isPassed],
  ...[
    [0, 0, 0, 0],
    [2, 0, 0, 0],
    [2, 2, 2, 0],
    [1, 1, 1, 1],
  ].map(
    (truths) =>
      [
        `four variants, ${truths.join(', ')}: all intervals cover`,
        '≥ 95 %',
        { truths },
        coversAll(truths),
      ] as const,
  ),
];
const rows = questions.map(([question, promise, world, holds]) => [question, promise, shareOf(world, holds)]);
console.log(
  markdownTable([['Question and truth', 'Promise', 'Measured'], ...rows], { align: ['l', 'r', 'r'] }),
);

const sizes = [0.25, 0.5, 0.75, 1, 1.5].map((truth) => {
  const random = createRandom('questions', 'selection', truth);
  let [count, shown, corrected] = [0, 0, 0];
  const repetitions = REPETITIONS / 8;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const [one] = run({ truths: [truth] }, random);
    if (one?.verdict !== 'improvement') continue;
    const look = LOOKS.indexOf(one.baseline.n);
    const found = correctSelection(one, LEVELS[look] ?? WHOLE, WHOLE.boundaries(ALPHA), ALPHA);
    count++;
    shown += one.difference;
    corrected += found.corrected ?? 0;
  }
  const means = [shown, corrected].map((sum) => (sum / count).toFixed(2));
  return [String(truth), `${((100 * count) / repetitions).toFixed(0)} %`, ...means];
});
const head = ['True difference', 'an improvement is found', 'mean of those found', 'mean, corrected'];
console.log(`\n${markdownTable([head, ...sizes], { align: ['r', 'r', 'r', 'r'] })}`);
