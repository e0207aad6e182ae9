/**
 * Measures checks that train runs, for docs/contributing/check-calibration.md: `npx jiti bench/checks-with-runs.ts [--write]`,
 * some two minutes.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { markdownTable } from 'markdown-table';
import { replacePart } from '../scripts/generated-files.ts';
import { setupOf } from '../src/checks/evidence.ts';
import { perturbedRuns } from '../src/checks/retraining/perturbed-runs.ts';
import { sensitivity } from '../src/checks/retraining/sensitivity.ts';
import { tuningBudget } from '../src/checks/retraining/tuning-budget.ts';
import { runChecks } from '../src/checks/run-checks.ts';
import type { RunRecord } from '../src/records/record.ts';
import { type CrossedValue, varianceShares } from '../src/stats/estimates/variance-shares.ts';
import { createRandom, type Random, randomNormal } from '../src/stats/random.ts';
import { record } from '../test/checks/records.ts';
import { parseConfig } from '../test/support/parse-config.ts';
import { compare } from './healthy/compare.ts';

const REPETITIONS = 4000;
const FEW = 8;
const MANY = 400;
const FACTORS = [0.25, 0.5, 2, 4];

const CONFIG = parseConfig(
  `trainer: { command: train }
params: { rate: 1 }
models: { variants: [{ name: head }] }
metrics: [{ name: accuracy }]
checks: { sensitivity: { rate: [${FACTORS.join(', ')}] } }`,
  'conclusive.yml',
);

const METRIC = CONFIG.metrics[0] as (typeof CONFIG.metrics)[number];

/** Differences are in standard deviations of a seed pair's difference. */
interface World {
  /** True difference as configured and under each setting. */
  readonly difference: number;
  readonly under: number;
  readonly seeds: number;
  /** Pairs of the verdict. */
  readonly pairs: number;
  /** Correlation of a seed's effect on an arm under two settings. */
  readonly correlation: number;
  readonly levels: readonly number[];
}

function run(model: string, seed: number, accuracy: number): RunRecord {
  const fingerprint = `${model} ${seed} ${accuracy}`;
  return record(model, seed, { fingerprint, metrics: { test: { accuracy } } });
}

function drawWorld({ difference, under, seeds, pairs, correlation, levels }: World, random: Random) {
  const spread = Math.SQRT1_2;
  const shared = Array.from({ length: pairs }, () => [randomNormal(random), randomNormal(random)] as const);
  const arms = (count: number, level: number, effect: number) =>
    shared.slice(0, count).flatMap(([baseline, candidate], index) => {
      const draw = (own: number) =>
        spread * (Math.sqrt(correlation) * own + Math.sqrt(1 - correlation) * randomNormal(random));
      return [
        run('baseline', index + 1, level + draw(baseline)),
        run('head', index + 1, level + effect + draw(candidate)),
      ];
    });
  const settings = FACTORS.map((factor, index) => ({
    parameter: 'rate',
    factor,
    records: arms(seeds, levels[index] ?? 0, under),
  }));
  return { records: arms(pairs, 0, difference), settings };
}

function warnings(world: World): string[] {
  const random = createRandom('checks with runs', JSON.stringify(world));
  const setup = setupOf({ config: CONFIG, models: [{ name: 'baseline' }, { name: 'head' }] });
  let [directed, fragile, tuned] = [0, 0, 0];
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const { records, settings } = drawWorld(world, random);
    const comparison = compare(METRIC, records, CONFIG.alpha);
    if (comparison.verdict !== 'inconclusive') directed += 1;
    const [found, budget] = runChecks(
      [sensitivity, tuningBudget],
      { ...setup, records, comparisons: [comparison], extraRuns: new Map([[perturbedRuns, settings]]) },
      CONFIG.checks,
    );
    if (found?.status === 'warn') fragile += 1;
    if (budget?.status === 'warn') tuned += 1;
  }
  return [percent(directed / REPETITIONS), percent(fragile / REPETITIONS), percent(tuned / REPETITIONS)];
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** Shifts of both arms under the four settings; with `better`, one setting improves both and removes the lead. */
const LEVELS = { near: [-1, -0.5, -0.5, -1], far: [-10, -5, -5, -10], better: [2, -1, -1, -1] } as const;

function warningTable(): string {
  const rows = [
    [
      'Difference',
      'under the settings',
      'Settings',
      'Correlation',
      'Seeds',
      'Pairs',
      'Verdict',
      'Sensitivity',
      'Tuning budget',
    ],
  ];
  const add = (
    difference: number,
    under: number,
    seeds: number,
    kind: keyof typeof LEVELS = 'near',
    correlation = 0,
    pairs = FEW,
  ) => {
    const found = warnings({ difference, under, seeds, pairs, correlation, levels: LEVELS[kind] });
    rows.push([...[difference, under, kind, correlation, seeds, pairs].map(String), ...found]);
  };
  for (const difference of [0, 1, 2]) add(difference, difference, 3);
  add(1, 1, 3, 'far');
  add(1, 1, 3, 'near', 0.5);
  for (const seeds of [3, 5]) add(0.15, 0.15, seeds, 'near', 0, MANY);
  for (const under of [0, -2]) for (const seeds of [3, 5]) add(2, under, seeds);
  for (const seeds of [3, 5]) add(2, -2, seeds, 'better');
  return markdownTable(rows, { align: 'r' });
}

function coverageTable(): string {
  const rows = [['Seeds', 'True shares of the sources', 'Within their 95 % intervals', 'Called dominant']];
  const dominated = [0.9, 0.05, 0];
  const others = [
    [0.25, 0.25, 0.25],
    [0.5, 0.2, 0.2],
    [0, 0, 0],
    [0.5, 0.25],
    [0.1, 0.8],
  ];
  for (const seeds of [3, 4, 6]) {
    for (const shares of seeds === 4 ? [dominated, ...others] : [dominated]) {
      rows.push([String(seeds), shares.join(', '), ...cover(seeds, shares)]);
    }
  }
  return markdownTable(rows, { align: 'r' });
}

function cover(seeds: number, truth: readonly number[]): string[] {
  const random = createRandom('coverage of shares', seeds, ...truth);
  const covered = truth.map(() => 0);
  const dominant = truth.map(() => 0);
  const rest = 1 - truth.reduce((sum, share) => sum + share, 0);
  const repetitions = 2000;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const effects = truth.map((share) =>
      Array.from({ length: seeds }, () => Math.sqrt(share) * randomNormal(random)),
    );
    const runs: CrossedValue[] = [];
    for (let row = 0; row < seeds; row++) {
      for (let column = 0; column < seeds; column++) {
        const levels = [row, column, (row + column) % seeds].slice(0, truth.length);
        const value = levels.reduce((sum, level, source) => sum + (effects[source]?.[level] ?? 0), 0);
        runs.push({ levels, value: value + Math.sqrt(rest) * randomNormal(random) });
      }
    }
    const found = varianceShares(runs, { draws: 1000, random });
    for (const [source, { interval }] of found.shares.entries()) {
      const share = truth[source] ?? 0;
      if (interval.low <= share && share <= interval.high) covered[source] = (covered[source] ?? 0) + 1;
      if (interval.low > 0.5) dominant[source] = (dominant[source] ?? 0) + 1;
    }
  }
  const list = (counts: readonly number[]) => counts.map((count) => percent(count / repetitions)).join(', ');
  return [list(covered), list(dominant)];
}

const parts = { 'check-alarms': warningTable(), 'share-coverage': coverageTable() };
if (process.argv.includes('--write')) {
  const page = await readFile('docs/contributing/check-calibration.md', 'utf8');
  const written = Object.entries(parts).reduce((text, [name, table]) => replacePart(text, name, table), page);
  await writeFile('docs/contributing/check-calibration.md', written);
} else {
  console.log(Object.values(parts).join('\n\n'));
}
