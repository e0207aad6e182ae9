/** Of several tasks, one whose runs do not depend on the seed ends the experiment, whatever the others do. */
import { expect, test } from 'vitest';
import { watchRuns } from '../../../src/experiment/looks/stop-when-invalid.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { createRandom, randomInteger } from '../../../src/stats/random.ts';
import { record } from '../../checks/records.ts';
import { parseConfig } from '../../support/parse-config.ts';

const SEEDS = 8;

test.each(Array.from({ length: 8 }, (_, index) => index))('truth %i', (index) => {
  const random = createRandom('constant task', index);
  const tasks = Array.from({ length: 2 + randomInteger(random, 4) }, (_, at) => `t${at}`);
  const constant = tasks[randomInteger(random, tasks.length)];
  const config = parseConfig(
    `trainer: { command: 'train {task}' }\nmodels: { variants: [{ name: head }] }\nmetrics: [{ name: accuracy }]\ntasks: [${tasks.join(', ')}]\nseeds: ${SEEDS}\n`,
    'conclusive.yml',
  );
  const models = [{ name: 'baseline' }, { name: 'head' }];
  const runs = (isConstant: boolean): RunRecord[] =>
    Array.from({ length: SEEDS }, (_, seed) => seed + 1).flatMap((seed) =>
      tasks.flatMap((task) =>
        models.map(({ name }, arm) => {
          const isStill = isConstant && task === constant && arm === 1;
          const accuracy = isStill ? 0.7 : 0.6 + 0.2 * random();
          return record(name, seed, { task, metrics: { test: { accuracy } } });
        }),
      ),
    );
  const answers = (isConstant: boolean) => {
    const watch = watchRuns({ config, looks: [SEEDS], models });
    return runs(isConstant).map((run) => (watch.isInvalid(run) ? run : null));
  };
  // Five equal values are no coincidence.
  expect(answers(true).find((run) => run !== null)).toMatchObject({ task: constant, model: 'head', seed: 5 });
  expect(answers(false).every((run) => run === null)).toBe(true);
});
