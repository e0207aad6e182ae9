/**
 * False alarms and power of the tests over several tasks, for docs/contributing/calibration.md.
 *
 *   npx rolldown bench/tasks.ts --platform node --file node_modules/.cache/tasks.mjs --log-level silent
 *   node node_modules/.cache/tasks.mjs [repetitions] [these|new|alike|power|simultaneous|allocation …]
 *
 * Shares in percent, with standard errors; tests that the program would take have three times the repetitions. Spreads are
 * those of a seed pair's difference; true differences of the tasks have standard deviation 1, or 0.2 where they are nearly
 * alike, and mean 0 over these tasks or over all tasks.
 */

import { normalCdf } from '../src/stats/distributions/normal.ts';
import { createRandom } from '../src/stats/random.ts';
import { normalBoundaries } from '../src/stats/sequential/normal-boundaries.ts';
import { forTheseTasks, sharedSeeds } from '../src/stats/tasks/shared-seeds.ts';
import { levelOfOne } from '../src/stats/tasks/simultaneous.ts';
import { stratifiedDifference } from '../src/stats/tasks/stratified-difference.ts';
import { pairedDifference } from '../src/stats/tasks/task-difference.ts';
import { pairedT } from '../src/stats/tests/paired-t.ts';
import { type TEstimate, tTest } from '../src/stats/tests/t-test.ts';
import { Draws } from './crossed/draws.ts';
import { Mean, Rate, tableOf } from './crossed/rates.ts';
import { type Allocation, type Plan, runLooks } from './tasks/allocation.ts';
import { hartungKnapp, remlDifference } from './tasks/mixed-models.ts';
import { randomTasksDifference } from './tasks/random-tasks.ts';
import { type Cells, drawCells, isShared, WORLDS, type World } from './tasks/worlds.ts';

const REPETITIONS = Number(process.argv[2] ?? 2_000);
const ALPHA = 0.05;
const SIZES = [3, 6, 12, 50];

const drawsOf = (...labels: ReadonlyArray<string | number>) => new Draws(createRandom('tasks', ...labels));
const valuesOf = (cells: Cells) => cells.map((row) => row.filter((value) => value !== null));
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of the tasks; their mean is 0 where the tasks are fixed. */
function drawEffects(tasks: number, isFixed: boolean, draws: Draws, spread = 1): readonly number[] {
  const effects = Array.from({ length: tasks }, () => spread * draws.normal());
  const centre = isFixed ? meanOf(effects) : 0;
  return effects.map((effect) => effect - centre);
}

const isAlarm = (estimate: TEstimate) => tTest(estimate).pValue <= ALPHA;

/** The mean over tasks for each seed, then the paired t test. */
function perSeed(cells: Cells): TEstimate {
  const seeds = Math.max(...cells.map((row) => row.length));
  const means = Array.from({ length: seeds }, (_, seed) =>
    cells.map((row) => row[seed] ?? null).filter((value) => value !== null),
  );
  const test = pairedT(means.filter((values) => values.length > 0).map(meanOf));
  return { ...test, difference: test.mean };
}

const fixed = {
  stratified: (cells: Cells) => stratifiedDifference(valuesOf(cells).map(pairedDifference)),
  'seeds shared': (cells: Cells) => {
    const independent = stratifiedDifference(valuesOf(cells).map(pairedDifference));
    const shared = sharedSeeds(cells);
    return shared === null ? independent : forTheseTasks(independent, shared, 1 - ALPHA);
  },
  'mean per seed': perSeed,
};

const random = {
  'task means': (cells: Cells) => randomTasksDifference(valuesOf(cells).map(meanOf)),
  'seeds shared': (cells: Cells) =>
    randomTasksDifference(valuesOf(cells).map(meanOf), sharedSeeds(cells) ?? undefined),
  REML: (cells: Cells) => remlDifference(valuesOf(cells)),
  'Hartung–Knapp': (cells: Cells) => hartungKnapp(valuesOf(cells)),
};

type Tests = Readonly<Record<string, (cells: Cells) => TEstimate>>;

interface Question {
  readonly title: string;
  readonly tests: Tests;
  readonly isFixed: boolean;
  readonly sizes: readonly number[];
  /** Standard deviation of the tasks' true differences. Default: 1. */
  readonly effects?: number;
}

function levelsOf(world: World, { title, tests, isFixed, sizes, effects }: Question) {
  const rates = new Map<string, Rate>();
  for (const tasks of sizes) {
    const draws = drawsOf('levels', title, world.name, tasks);
    for (let repetition = 0; repetition < 3 * REPETITIONS; repetition++) {
      const cells = drawCells(world, drawEffects(tasks, isFixed, draws, effects), draws);
      for (const [index, [name, estimate]] of Object.entries(tests).entries()) {
        if (repetition >= REPETITIONS && index !== Number(isShared(world))) continue;
        const key = `${name}, ${tasks}`;
        const rate = rates.get(key) ?? new Rate();
        rate.count(isAlarm(estimate(cells)));
        rates.set(key, rate);
      }
    }
  }
  return Object.fromEntries(rates);
}

function studyLevels(question: Question): void {
  const { title, tests, sizes } = question;
  const rows = WORLDS.map((world) => ({ world, rates: levelsOf(world, question) }));
  for (const name of Object.keys(tests)) {
    const table = rows.map(({ world, rates }) => ({
      'No difference': world.name,
      ...Object.fromEntries(sizes.map((size) => [`${size} tasks`, rates[`${name}, ${size}`] ?? ''])),
    }));
    console.log(`\n## ${title}: ${name}\n\n${tableOf(table)}`);
  }
  // The rule: seeds that differ between tasks need no allowance, shared ones get it.
  const [own = '', shared = ''] = Object.keys(tests);
  const worst = rows.flatMap(({ world, rates }) =>
    sizes.map((size) => [world.name, size, rates[`${isShared(world) ? shared : own}, ${size}`]] as const),
  );
  worst.sort(([, , a], [, , b]) => (b?.value ?? 0) - (a?.value ?? 0));
  const [name, size, rate] = worst[0] ?? [];
  console.log(
    `\nWorst cell, "${own}" or, where seeds are shared, "${shared}": ${rate} % (${name}, ${size} tasks)`,
  );
}

/** The true average is 2.8 of its standard errors, 80 % power if they were known. */
function studyPower(): void {
  const rows = WORLDS.filter(({ name }) => /^(5 seeds|15 seeds|spreads|one task)/.test(name)).flatMap(
    (world) =>
      SIZES.map((tasks) => {
        const draws = drawsOf('power', world.name, tasks);
        const { spread = () => 1, seeds = () => 5 } = world;
        const places = Array.from({ length: tasks }, (_, task) => task / (tasks - 1));
        const error =
          Math.sqrt(places.reduce((sum, place) => sum + spread(place) ** 2 / seeds(place), 0)) / tasks;
        const rates = Object.keys(fixed).map(() => new Rate());
        for (let repetition = 0; repetition < REPETITIONS; repetition++) {
          const effects = drawEffects(tasks, true, draws).map((effect) => effect + 2.8 * error);
          const cells = drawCells(world, effects, draws);
          for (const [index, estimate] of Object.values(fixed).entries())
            rates[index]?.count(isAlarm(estimate(cells)));
        }
        const found = Object.keys(fixed).map((name, index) => [name, rates[index] as Rate]);
        return { 'A difference': world.name, tasks, ...Object.fromEntries(found) };
      }),
  );
  console.log(`\n## Power\n\n${tableOf(rows)}`);
}

/** The chance that any of the tasks' intervals misses. */
function studySimultaneous(): void {
  const worlds = WORLDS.filter(({ name }) => !name.startsWith('accuracies'));
  const rows = worlds.map((world) => {
    const rates = SIZES.map((tasks) => {
      const draws = drawsOf('simultaneous', world.name, tasks);
      const rate = new Rate();
      for (let repetition = 0; repetition < REPETITIONS; repetition++) {
        const cells = drawCells(world, new Array<number>(tasks).fill(0), draws);
        const tests = valuesOf(cells).map((values) => tTest(pairedDifference(values)));
        const levelOfTask = 1 - levelOfOne(1 - ALPHA, tests.length);
        rate.count(tests.some(({ pValue }) => pValue <= levelOfTask));
      }
      return [`${tasks} tasks`, rate] as const;
    });
    return { 'Any task called, none differs': world.name, ...Object.fromEntries(rates) };
  });
  console.log(`\n## Task by task\n\n${tableOf(rows)}`);
}

const LOOKS = 6;
const FIRST = 5;
/** O'Brien and Fleming's spending on average seeds, as p of an ordinary test. */
function sequentialLevels(): number[] {
  const information = Array.from({ length: LOOKS }, (_, look) => FIRST + look);
  const spent = information.map((seeds) => (seeds / (FIRST + LOOKS - 1)) ** 3);
  return normalBoundaries({ information, alpha: ALPHA, spent }).map((z) => 2 * normalCdf(-z));
}

function studyAllocation(): void {
  const last = [...new Array<number>(LOOKS - 1).fill(0), ALPHA];
  const designs: ReadonlyArray<readonly [string, readonly number[]]> = [
    ['one test at the end', last],
    [`${LOOKS} looks`, sequentialLevels()],
  ];
  const spreadsOf: ReadonlyArray<readonly [string, (place: number) => number]> = [
    ['equal', () => 1],
    ['1 to 3', (place) => 3 ** place],
    ['1 to 10', (place) => 10 ** place],
    ['one 10 times as wide', (place) => (place === 0 ? 10 : 1)],
  ];
  const rows = designs.flatMap(([design, levels]) =>
    spreadsOf.map(([name, spread]) => {
      const tasks = 12;
      const spreads = Array.from({ length: tasks }, (_, task) => spread(task / (tasks - 1)));
      const error =
        Math.sqrt(spreads.reduce((sum, value) => sum + value ** 2, 0) / (FIRST + LOOKS - 1)) / tasks;
      const row: Record<string, string | number | Rate> = { Design: design, 'Spreads of 12 tasks': name };
      for (const truth of [0, 2.8]) {
        for (const allocation of ['equal', 'adaptive', 'cautious'] as const) {
          const plan = {
            effects: spreads.map(() => truth * error),
            spreads,
            first: FIRST,
            further: LOOKS - 1,
            levels,
          };
          const { found, seeds } = repeat(plan, allocation, `${design} ${name} ${tasks} ${truth}`);
          row[truth === 0 ? `${allocation}: false alarms` : `${allocation}: found`] = found;
          if (truth > 0) row[`${allocation}: seeds`] = seeds.value.toFixed(1);
        }
      }
      return row;
    }),
  );
  console.log(`\n## Where the next runs go\n\n${tableOf(rows)}`);
}

function repeat(plan: Plan, allocation: Allocation, label: string) {
  const draws = drawsOf('allocation', label);
  const [found, seeds] = [new Rate(), new Mean()];
  for (let repetition = 0; repetition < 2 * REPETITIONS; repetition++) {
    const outcome = runLooks(plan, allocation, draws);
    found.count(outcome.isFound);
    seeds.add(outcome.seeds);
  }
  return { found, seeds };
}

const STUDIES: Readonly<Record<string, () => void>> = {
  these: () => studyLevels({ title: 'These tasks', tests: fixed, isFixed: true, sizes: SIZES }),
  new: () => studyLevels({ title: 'New tasks', tests: random, isFixed: false, sizes: SIZES.slice(1) }),
  alike: () =>
    studyLevels({
      title: 'New tasks, nearly alike',
      ...{ tests: random, isFixed: false, sizes: SIZES.slice(1), effects: 0.2 },
    }),
  power: studyPower,
  simultaneous: studySimultaneous,
  allocation: studyAllocation,
};

const asked = process.argv.slice(3);
for (const [name, study] of Object.entries(STUDIES)) if (asked.length === 0 || asked.includes(name)) study();
