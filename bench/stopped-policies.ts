/**
 * Repeats stop as soon as the mean score is decided. Do policies on cases and guards on percentiles, which are tested once after
 * the last repeat, then err more often than after a fixed number of repeats?
 *
 *   npx jiti bench/stopped-policies.ts [--draws 400]
 *
 * In percent: experiments in which `no-case-regresses` names a case that did not get worse, or too many, and guards that pass
 * although every answer takes the margin of 50 ms longer. Wrong answers take 200 ms more, so the score and the latency go
 * together; where scores differ, so does the latency, and no guard is counted.
 */
import { parseArgs } from 'node:util';
import { createShiftTest } from '../src/stats/crossed/quantile-test.ts';
import { createRandom } from '../src/stats/random.ts';
import { regressingCases } from '../src/stats/tests/regressing-cases.ts';
import { Draws } from './crossed/draws.ts';
import { Rate, tableOf } from './crossed/rates.ts';
import { ALPHA, decide, looksOf } from './evaluations/decide.ts';

const { values: options } = parseArgs({ options: { draws: { type: 'string', default: '400' } } });
const LOOKS = looksOf(3, 10);
const MARGIN_MS = 50;
const PERCENTILES = { median: 0.5, p95: 0.95 } as const;

type Chances = readonly [before: number, after: number];

const alike = (chance: number): Chances => [chance, chance];

const WORLDS: Readonly<Record<string, (draws: Draws) => Chances>> = {
  'easy and hard, nothing changed': (draws) => alike(1 / (1 + Math.exp(-0.8 - 1.9 * draws.normal()))),
  'nearly all pass': (draws) => alike(draws.uniform() < 0.9 ? 0.98 : 0.6),
  'all flaky 0.7': () => alike(0.7),
  'a tenth regress, rest flaky 0.8': (draws) => (draws.uniform() < 0.1 ? [1, 0] : alike(0.8)),
  'a fifth gain, rest flaky 0.8': (draws) => (draws.uniform() < 0.2 ? [0.2, 0.9] : alike(0.8)),
  'a twentieth regress, rest 0.9': (draws) => (draws.uniform() < 0.05 ? [1, 0.3] : alike(0.9)),
};

function row(world: string, cases: number) {
  const repeats = { '3': 3, '10': 10, stopped: 0 };
  const rates = new Map<string, Rate>();
  const count = (name: string, isWrong: boolean) => {
    const rate = rates.get(name) ?? new Rate();
    rates.set(name, rate);
    rate.count(isWrong);
  };
  const early = new Rate();
  for (let draw = 0; draw < Number(options.draws); draw++) {
    const draws = new Draws(createRandom('sim', world + cases, draw));
    const truth = Array.from({ length: cases }, () => WORLDS[world]?.(draws) ?? alike(0));
    const armOf = (arm: 0 | 1) =>
      Array.from({ length: 10 }, () => Float64Array.from(truth, (one) => Number(draws.uniform() < one[arm])));
    const arms = [armOf(0), armOf(1)] as const;
    const pace = Array.from({ length: cases }, () => Math.exp(0.5 * draws.normal()));
    const [before, after] = arms.map((rows, arm) =>
      rows.map((passed) =>
        passed.map(
          (one, at) =>
            500 * (pace[at] as number) * Math.exp(0.3 * draws.normal()) + (one ? 0 : 200) + arm * MARGIN_MS,
        ),
      ),
    ) as [Float64Array[], Float64Array[]];
    repeats.stopped = decide({ arms, groups: null }, { looks: LOOKS, margin: 0.1 }).repeats;
    early.count(repeats.stopped < 10);
    const isWorse = (at: number) => (truth[at]?.[1] ?? 0) < (truth[at]?.[0] ?? 0);
    for (const [design, n] of Object.entries(repeats)) {
      const passes = (rows: readonly Float64Array[], at: number) =>
        rows.slice(0, n).reduce((sum, one) => sum + (one[at] as number), 0);
      const counts = truth.map((_, at) => ({ baseline: passes(arms[0], at), variant: passes(arms[1], at) }));
      const { shown, among, atLeast } = regressingCases(counts, { baseline: n, variant: n }, ALPHA);
      count(`cases: ${design}`, !shown.every(isWorse) || atLeast > among.filter(isWorse).length);
      if (truth.some(([from, to]) => from !== to)) continue;
      for (const [name, probability] of Object.entries(PERCENTILES)) {
        const test = createShiftTest(before.slice(0, n), after.slice(0, n), { probability });
        count(`${name}: ${design}`, test(MARGIN_MS, 1) <= ALPHA / 2);
      }
    }
  }
  return { world, cases, early, ...Object.fromEntries(rates) };
}

const rows = [50, 200].flatMap((cases) => Object.keys(WORLDS).map((world) => row(world, cases)));
console.log(tableOf(rows));
