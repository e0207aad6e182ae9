import { expect, test } from 'vitest';
import { gridIn } from '../../../../src/records/results/tables/models-from-filenames.ts';
import { createRandom, randomInteger, shuffle } from '../../../../src/stats/random.ts';
import { compareFiles } from '../../../compare-results/compare-files.ts';

const MODELS = ['bert', 'vit', 'resnet50', 'main'];
const TASKS = ['rte', 'cola', 'wine', 'digits', 'mnli'];

test.each(Array.from({ length: 20 }, (_, index) => index))(
  'models × tasks in names of files, %i',
  (index) => {
    const random = createRandom('grid of names', index);
    const models = MODELS.slice(0, 2 + randomInteger(random, 3));
    const tasks = TASKS.slice(0, 2 + randomInteger(random, 4));
    const mark = ['_', '-', '__', '.', '@'][index % 5] as string;
    const names = models.flatMap((model) => tasks.map((task) => model + mark + task));
    shuffle(names, random);
    if (names.length > 9) names.pop();
    expect(gridIn(names)).toEqual((names[0] as string).split(mark));
  },
);

test.each([
  [['baseline', 'head', 'wide', 'deep']],
  [['bert_base', 'bert_large', 'vit_tiny', 'resnet_50']],
  [['a_1', 'a_2', 'b_1', 'b_2']],
  [['a_seed1', 'a_seed2', 'b_seed1', 'b_seed2']],
])('other names are no grid: %j', (names) => {
  expect(gridIn(names)).toBeNull();
});

const table = (level: number) =>
  `seed,accuracy\n${[1, 2, 3, 4].map((seed) => `${seed},${level + (seed * seed) / 1000}`).join('\n')}\n`;
const files = Object.fromEntries(
  ['a', 'b'].flatMap((model, arm) =>
    TASKS.map((task, at) => [`${model}_${task}.csv`, table(0.5 + 0.05 * at + 0.01 * arm)]),
  ),
);

test('ten files of two models are not read as ten models', async () => {
  await expect(compareFiles(files, { baseline: undefined, metrics: ['accuracy'] })).rejects.toThrow(
    /--folders model\/task/,
  );
  const asModels = await compareFiles(files, { baseline: 'a_wine', metrics: ['accuracy'] });
  expect(asModels.comparisons).toHaveLength(9);
});
