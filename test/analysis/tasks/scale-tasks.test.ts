/** Ranks and normalised scores of tasks whose metrics have other scales. */
import { expect, test } from 'vitest';
import { normaliseScores, rankScores } from '../../../src/analysis/tasks/scale-tasks.ts';
import type { Metric } from '../../../src/config/file/normalise.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { toRecord } from '../../../src/records/results/tables/run-rows.ts';
import { mean } from '../../../src/stats/describe.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';

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

test('ranks are shares, ties share one, and higher is better in either direction', () => {
  const records = runs({ base: [10, 30], head: [20, 30] });
  expect(scores(rankScores(records, metric('maximize')), 'rank(reward)')).toEqual([0.125, 0.75, 0.375, 0.75]);
  expect(scores(rankScores(records, metric('minimize')), 'rank(reward)')).toEqual([0.875, 0.25, 0.625, 0.25]);
});

test('between two models the mean difference of ranks is the probability of improvement, less one half', () => {
  const random = createRandom('ranks');
  const draw = (shift: number) => Array.from({ length: 6 }, () => shift + randomNormal(random));
  const [base, head] = [draw(0), draw(0.5)];
  const ranks = rankScores(runs({ base, head }), metric('maximize'));
  const meanOf = (model: string) =>
    mean(
      ranks.flatMap((record) => (record.model === model ? [record.metrics.test?.['rank(reward)'] ?? 0] : [])),
    );
  const wins = mean(head.flatMap((one) => base.map((other) => (one > other ? 1 : 0))));
  expect(meanOf('head') - meanOf('base')).toBeCloseTo(wins - 0.5, 12);
});

test('normalised scores are shares of the way from the random to the human score', () => {
  const records = runs({ base: [-20, 0], head: [14, 20] });
  const found = normaliseScores(records, metric('maximize'), { random: -20, human: 20 });
  expect(scores(found, 'normalised(reward)')).toEqual([0, 0.5, 0.85, 1]);
});

test('failed runs have no score, and no rank of others', () => {
  const [first, ...others] = runs({ base: [10, 30], head: [20, 40] });
  const failed: RunRecord = { ...(first as RunRecord), status: 'diverged', failure: 'NaN' };
  expect(scores(rankScores([failed, ...others], metric('maximize')), 'rank(reward)')).toEqual([
    undefined,
    0.5,
    1 / 6,
    5 / 6,
  ]);
});

test('equal models: the mean rank over tasks keeps the level of the paired t test, with heavy tails', () => {
  const experiments = 400;
  let alarms = 0;
  for (let index = 0; index < experiments; index += 1) {
    const random = createRandom('level of ranks', index);
    const draw = () => Array.from({ length: 6 }, () => randomNormal(random) / (0.1 + random()));
    const tasks = Array.from({ length: 4 }, () =>
      rankScores(runs({ base: draw(), head: draw() }), metric('maximize')),
    );
    const differences = Array.from({ length: 6 }, (_, seed) =>
      mean(
        tasks.map((own) => {
          const rankOf = (model: string) =>
            own.find((record) => record.model === model && record.seed === seed)?.metrics.test?.[
              'rank(reward)'
            ] ?? 0;
          return rankOf('head') - rankOf('base');
        }),
      ),
    );
    if (pairedT(differences).pValue <= 0.05) alarms += 1;
  }
  // 0.05 and three standard errors of a share of 400.
  expect(alarms / experiments).toBeLessThanOrEqual(0.083);
});
