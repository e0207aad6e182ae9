/** Normalised scores of tasks whose metrics have other scales. */
import { expect, test } from 'vitest';
import { normaliseScores } from '../../../src/analysis/tasks/scale-tasks.ts';
import type { Metric } from '../../../src/config/file/normalise.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { toRecord } from '../../../src/records/results/tables/run-rows.ts';

const metric = (direction: Metric['direction']): Metric[] => [
  { name: 'reward', role: 'primary', direction, margin: null, unit: 'none' },
];

function runs(byModel: Readonly<Record<string, readonly number[]>>): RunRecord[] {
  return Object.entries(byModel).flatMap(([model, values]) =>
    values.map((reward, seed) =>
      toRecord({
        model,
        task: 'pong',
        seed,
        status: 'ok',
        failure: null,
        environment: {},
        metrics: { test: { reward } },
      }),
    ),
  );
}

const scores = (records: readonly RunRecord[], name: string) =>
  records.map(({ metrics }) => metrics.test?.[name]);

test('normalised scores are shares of the way from the random to the human score', () => {
  const records = runs({ base: [-20, 0], head: [14, 20] });
  const found = normaliseScores(records, metric('maximize'), { random: -20, human: 20 });
  expect(scores(found, 'normalised(reward)')).toEqual([0, 0.5, 0.85, 1]);
});

test('failed runs have no score', () => {
  const [first, ...others] = runs({ base: [10, 30], head: [20, 40] });
  const failed: RunRecord = { ...(first as RunRecord), status: 'diverged', failure: 'NaN' };
  const found = normaliseScores([failed, ...others], metric('maximize'), { random: 0, human: 40 });
  expect(scores(found, 'normalised(reward)')).toEqual([undefined, 0.75, 0.5, 1]);
});
