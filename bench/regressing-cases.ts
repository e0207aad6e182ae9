/**
 * "No passing case may regress": how often does it stop a change that changes nothing, and how often does it find one to
 * three cases that never pass any more?
 *
 *   npx jiti bench/regressing-cases.ts [--draws 1000]
 *
 * In percent. Worlds: `steady` has 15 % of cases with any chance to pass, and others that always or never pass; `flaky` has
 * chances from u^0.3; `coins` has chances of one half. Beside the rule: Fisher's test for each case with Holm's correction;
 * any case that always passed and fails once; or that fails in most repeats.
 */
import { parseArgs } from 'node:util';
import { holm } from '../src/stats/multiplicity/holm.ts';
import { createRandom, type Random } from '../src/stats/random.ts';
import { fisherOneSided } from '../src/stats/tests/fisher-exact.ts';
import { type CasePasses, regressingCases } from '../src/stats/tests/regressing-cases.ts';
import { Rate, tableOf } from './crossed/rates.ts';

const { values: options } = parseArgs({ options: { draws: { type: 'string', default: '1000' } } });
const ALPHA = 0.05;

const WORLDS: Readonly<Record<string, (position: number, random: Random) => number>> = {
  steady: (position, random) => (position < 0.75 ? 1 : position < 0.85 ? 0 : random()),
  flaky: (_position, random) => random() ** 0.3,
  coins: () => 0.5,
};

type Rule = (cases: readonly CasePasses[], repeats: number) => boolean;

const RULES: Readonly<Record<string, Rule>> = {
  rule: (cases, n) => regressingCases(cases, { baseline: n, variant: n }, ALPHA).atLeast > 0,
  'Fisher, Holm': (cases, n) => {
    const pValues = cases.map(({ baseline, variant }) =>
      baseline < n ? 1 : fisherOneSided({ passed: baseline, of: n }, { passed: variant, of: n }),
    );
    return Math.min(...holm(pValues)) <= ALPHA;
  },
  'fails once': (cases, n) => cases.some(({ baseline, variant }) => baseline === n && variant < n),
  'fails in most': (cases, n) => cases.some(({ baseline, variant }) => baseline === n && 2 * variant < n),
};

function row(world: string, cases: number, repeats: number) {
  const random = createRandom('bench', 'regressions', world, cases, repeats);
  const draws = Math.ceil(Number(options.draws) / (cases === 2000 ? 5 : 1));
  const alarms = Object.fromEntries(Object.keys(RULES).map((name) => [name, new Rate()]));
  const found = [1, 3].map((count) => ({ count, rate: new Rate(), byFisher: new Rate() }));
  const passes = (chance: number) => {
    let passed = 0;
    for (let repeat = 0; repeat < repeats; repeat++) if (random() < chance) passed++;
    return passed;
  };
  for (let draw = 0; draw < draws; draw++) {
    const unchanged = Array.from({ length: cases }, (_, at) => {
      const chance = WORLDS[world]?.(at / cases, random) ?? 0;
      return { baseline: passes(chance), variant: passes(chance) };
    });
    for (const [name, rule] of Object.entries(RULES)) alarms[name]?.count(rule(unchanged, repeats));
    for (const { count, rate, byFisher } of found) {
      const worse = unchanged.map((one, at) => (at < count ? { baseline: repeats, variant: 0 } : one));
      rate.count(RULES.rule?.(worse, repeats) ?? false);
      byFisher.count(RULES['Fisher, Holm']?.(worse, repeats) ?? false);
    }
  }
  return {
    world,
    cases,
    repeats,
    ...Object.fromEntries(Object.entries(alarms).map(([name, rate]) => [`false: ${name}`, rate])),
    ...Object.fromEntries(
      found.flatMap(({ count, rate, byFisher }) => [
        [`finds ${count}`, rate],
        [`finds ${count}: Fisher, Holm`, byFisher],
      ]),
    ),
  };
}

const rows = Object.keys(WORLDS).flatMap((world) =>
  [50, 200, 2000].flatMap((cases) => [1, 3, 5, 10].map((repeats) => row(world, cases, repeats))),
);
console.log(tableOf(rows));
