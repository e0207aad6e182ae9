/**
 * A/A splits of real results: both arms are seeds of one model of examples/tasks, so every claim is a false alarm.
 *
 *   npx jiti bench/task-splits.ts [--seeds 80] [--splits 20000]
 *
 * Claims of the t test alone, in percent; the other tests of the program can only withhold one.
 */
import { parseArgs } from 'node:util';
import { createRandom, type Random, shuffle } from '../src/stats/random.ts';
import { forNewTasks, forTheseTasks, sharedSeeds } from '../src/stats/tasks/shared-seeds.ts';
import { levelOfOne } from '../src/stats/tasks/simultaneous.ts';
import { stratifiedDifference } from '../src/stats/tasks/stratified-difference.ts';
import { pairedDifference } from '../src/stats/tasks/task-difference.ts';
import { pairedT } from '../src/stats/tests/paired-t.ts';
import { type TEstimate, tTest } from '../src/stats/tests/t-test.ts';
import { Rate, tableOf } from './crossed/rates.ts';
import { randomTasksDifference } from './tasks/random-tasks.ts';
import { trainExample } from './tasks/train-example.ts';

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '80' },
    splits: { type: 'string', default: '20000' },
  },
});
const ALPHA = 0.05;
const PAIRS = 10;
const MISSING = 0.3;

/** Differences of the pairs: a row per task, null for a missing run. */
type Cells = ReadonlyArray<ReadonlyArray<number | null>>;

const present = (row: ReadonlyArray<number | null>) => row.filter((value) => value !== null);
const ofTask = (row: ReadonlyArray<number | null>) => pairedDifference(present(row));
const isClaim = (estimate: TEstimate) => estimate.standardError > 0 && tTest(estimate).pValue <= ALPHA;

function perSeed(cells: Cells): TEstimate {
  const means = Array.from({ length: PAIRS }, (_, pair) => cells.map((row) => row[pair] as number));
  const { mean, ...test } = pairedT(
    means.map((row) => row.reduce((sum, value) => sum + value, 0) / row.length),
  );
  return { ...test, difference: mean };
}

function theseTasks(cells: Cells): TEstimate {
  const independent = stratifiedDifference(cells.map(ofTask));
  const shared = sharedSeeds(cells);
  return shared === null ? independent : forTheseTasks(independent, shared, 1 - ALPHA);
}

function newTasks(cells: Cells): TEstimate {
  const ofTasks = randomTasksDifference(cells.map((row) => ofTask(row).difference));
  const shared = sharedSeeds(cells);
  return shared === null ? ofTasks : forNewTasks(ofTasks, shared, 1 - ALPHA);
}

function isAnyTaskClaimed(cells: Cells): boolean {
  const alpha = 1 - levelOfOne(1 - ALPHA, cells.length);
  return cells.map(ofTask).some((task) => task.standardError > 0 && tTest(task).pValue <= alpha);
}

/** Every task keeps three pairs. */
function withGaps(cells: Cells, random: Random): Cells {
  return cells.map((row) => {
    let spare = row.length - 3;
    return row.map((value) => (random() < MISSING && spare-- > 0 ? null : value));
  });
}

const { tasks, models } = await trainExample(Number(options.seeds));
const rows = [];
for (const { name } of models) {
  for (const metric of ['accuracy', 'log_loss']) {
    const values = (tasks?.results ?? []).map((task) => task.values[name]?.[metric] ?? []);
    const random = createRandom('task splits', name, metric);
    const order = Array.from({ length: Number(options.seeds) }, (_, seed) => seed);
    const [these, gaps, unseen, byTask] = [new Rate(), new Rate(), new Rate(), new Rate()];
    for (let split = 0; split < Number(options.splits); split++) {
      shuffle(order, random);
      const cells = values.map((runs) =>
        Array.from({ length: PAIRS }, (_, pair) => {
          const [one, other] = [runs[order[pair] as number], runs[order[PAIRS + pair] as number]];
          return (one?.value as number) - (other?.value as number);
        }),
      );
      const gapped = withGaps(cells, random);
      these.count(isClaim(perSeed(cells)));
      gaps.count(isClaim(theseTasks(gapped)));
      unseen.count(isClaim(newTasks(cells)));
      byTask.count(isAnyTaskClaimed(cells));
    }
    rows.push({
      Model: name,
      Metric: metric,
      'these tasks': these,
      [`${100 * MISSING} % missing`]: gaps,
      'new tasks': unseen,
      'any task': byTask,
    });
  }
}
console.log(tableOf(rows));
