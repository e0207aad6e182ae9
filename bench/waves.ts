/**
 * Simulates time to a verdict and machine hours: one machine with a barrier per look or runs ahead of it, or CI shards in one
 * to six waves. Also measures error rates if a look takes the first pairs to arrive.
 *
 *   npx jiti bench/waves.ts [experiments]
 *
 * Looks are at 6, 8, 11, 14, 19 and 25 pairs. A run takes an hour on average (lognormal, sigma 0.25), a CI job 30 to 300 s to
 * start.
 */
import { sequentialLevels } from '../src/analysis/decide/levels.ts';
import { planLooks } from '../src/plan/runs/plan-looks.ts';
import { isOfShard, planWaves } from '../src/plan/runs/plan-waves.ts';
import { createRandom, type Random, randomNormal } from '../src/stats/random.ts';
import { pairedT } from '../src/stats/tests/paired-t.ts';

const EXPERIMENTS = Number(process.argv[2] ?? 2000);
const LOOKS = planLooks({ kind: 'sequential', min: 6, max: 25 });
const PAIRS = LOOKS.at(-1) ?? 0;
const LEVELS = LOOKS.map((_, look) => sequentialLevels(LOOKS.slice(0, look + 1), LOOKS).difference(0.05));
const SIGMA = 0.25;

interface Experiment {
  /** Hours per run, two per pair. */
  readonly hours: readonly number[];
  /** Index of the deciding look. */
  readonly decides: number;
  readonly random: Random;
}

interface Cost {
  readonly hours: number;
  readonly machineHours: number;
  /** Share of the places' hours in which they trained. */
  readonly use?: number;
}

function draw(effect: number, index: number): Experiment {
  const random = createRandom('waves', effect, index);
  const differences = Array.from({ length: PAIRS }, () => effect + randomNormal(random));
  const hours = Array.from({ length: 2 * PAIRS }, () =>
    Math.exp(SIGMA * randomNormal(random) - SIGMA ** 2 / 2),
  );
  const found = LOOKS.findIndex(
    (pairs, look) => pairedT(differences.slice(0, pairs)).pValue <= (LEVELS[look] ?? 0),
  );
  return { hours, decides: found < 0 ? LOOKS.length - 1 : found, random };
}

/** Runs of later looks start after all of the current one. */
function onPlaces({ hours, decides }: Experiment, places: number, ahead: number): Cost {
  const free = Array.from({ length: places }, () => 0);
  const begun: Array<{ readonly from: number; readonly to: number }> = [];
  let now = 0;
  for (let look = 0; look <= decides; look++) {
    const own = 2 * (LOOKS[look] ?? 0);
    const reach = 2 * (LOOKS[Math.min(LOOKS.length - 1, look + ahead)] ?? 0);
    const isAwaited = () => Math.max(...begun.slice(0, own).map(({ to }) => to));
    while (begun.length < reach) {
      const from = Math.max(now, Math.min(...free));
      // A place that frees up now waits for the judgement.
      if (begun.length >= own && from >= isAwaited()) break;
      const place = free.indexOf(Math.min(...free));
      const to = from + (hours[begun.length] ?? 0);
      free[place] = to;
      begun.push({ from, to });
    }
    now = isAwaited();
  }
  const machineHours = begun.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, now) - from), 0);
  return { hours: now, machineHours, use: machineHours / (places * now) };
}

/** Each job has a share of the seeds and runs one at a time. */
function inShards({ hours, decides, random }: Experiment, jobs: number, waves: number): Cost {
  let [clock, machineHours, before] = [0, 0, 0];
  for (const { pairs, looks } of planWaves(LOOKS, waves)) {
    const shards = Array.from({ length: jobs }, (_, index) => {
      const seeds = Array.from({ length: pairs - before }, (_, offset) => before + offset + 1);
      const own = seeds.filter((seed) => isOfShard({ seed }, { index: index + 1, of: jobs }));
      const trained = own.reduce(
        (sum, seed) => sum + (hours[2 * seed - 2] ?? 0) + (hours[2 * seed - 1] ?? 0),
        0,
      );
      return own.length === 0 ? 0 : trained + (30 + 270 * random()) / 3600;
    });
    clock += Math.max(...shards);
    machineHours += shards.reduce((sum, one) => sum + one);
    before = pairs;
    if (looks.includes(LOOKS[decides] ?? 0)) break;
  }
  return { hours: clock, machineHours };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const show = (costs: readonly Cost[]) => {
  const use = costs.flatMap((cost) => cost.use ?? []);
  const share = use.length === 0 ? '' : ` / ${(100 * mean(use)).toFixed(0)} %`;
  return `${mean(costs.map(({ hours }) => hours)).toFixed(1)} / ${mean(costs.map(({ machineHours }) => machineHours)).toFixed(0)}${share}`;
};

const EFFECTS = [0, 0.75, 1.5];
const PLANS: ReadonlyArray<readonly [string, (experiment: Experiment) => Cost]> = [
  ...[4, 16, 50].flatMap((places) =>
    (
      [
        [0, 'ahead: 0'],
        [1, 'ahead: 1'],
        [LOOKS.length, 'ahead: all'],
      ] as const
    ).map(
      ([ahead, name]) =>
        [`${places} places, ${name}`, (one: Experiment) => onPlaces(one, places, ahead)] as const,
    ),
  ),
  ...[6, 3, 1].map(
    (waves) =>
      [
        `16 jobs, ${waves} wave${waves === 1 ? '' : 's'}`,
        (one: Experiment) => inShards(one, 16, waves),
      ] as const,
  ),
];

console.log(
  `hours to the verdict / machine hours / share of the places used, means of ${EXPERIMENTS} experiments\n`,
);
console.log(`| Runs of an hour | ${EFFECTS.map((effect) => `difference of ${effect} sd`).join(' | ')} |`);
console.log(`| :-- |${EFFECTS.map(() => ' :-- |').join('')}`);
for (const [name, plan] of PLANS) {
  const cells = EFFECTS.map((effect) =>
    show(Array.from({ length: EXPERIMENTS }, (_, index) => plan(draw(effect, index)))),
  );
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}

function falseAlarms(correlation: number, isByArrival: boolean): number {
  const [started, taken, repeats] = [24, 8, 10 * EXPERIMENTS];
  let alarms = 0;
  for (let index = 0; index < repeats; index++) {
    const random = createRandom('arrival', correlation, index);
    const pairs = Array.from({ length: started }, () => {
      const difference = randomNormal(random);
      const time = correlation * difference + Math.sqrt(1 - correlation ** 2) * randomNormal(random);
      return { difference, time };
    });
    if (isByArrival) pairs.sort((a, b) => a.time - b.time);
    if (pairedT(pairs.slice(0, taken).map(({ difference }) => difference)).pValue <= 0.05) alarms += 1;
  }
  return alarms / repeats;
}

console.log('\nfalse alarms at 0.05 of a look at 8 pairs, of 24 that were begun\n');
console.log(
  '| Correlation of time and difference | seeds 1 to 8 | the first 8 to arrive |\n| :-- | :-- | :-- |',
);
for (const correlation of [0, 0.3, 0.6]) {
  const [bySeed, byArrival] = [false, true].map((isByArrival) => falseAlarms(correlation, isByArrival));
  console.log(
    `| ${correlation} | ${(100 * (bySeed ?? 0)).toFixed(1)} % | ${(100 * (byArrival ?? 0)).toFixed(1)} % |`,
  );
}
