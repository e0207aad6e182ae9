import { expect, test } from 'vitest';
import { createRandom, randomInteger } from '../../../../../src/stats/random.ts';
import { readFiles } from '../../result-rows.ts';

const METRICS = ['acc', 'accuracy', 'f1', 'macro_f1', 'auroc', 'loss', 'rmse', 'bleu', 'custom'];

test('columns of another metric are no models', async () => {
  const random = createRandom('columns of two metrics');
  for (let round = 0; round < 60; round += 1) {
    const metrics = [...METRICS].sort(() => random() - 0.5).slice(0, 3);
    const [metric = ''] = metrics;
    if (metric.startsWith('acc') && metrics.slice(1).some((other) => other.startsWith('acc'))) continue;
    const join = ['_', '-', '/', ' ', '.'][randomInteger(random, 5)] as string;
    const isInFront = random() < 0.4;
    const nameOf = (model: string, of: string) =>
      isInFront ? `${of}${join}${model}` : `${model}${join}${of}`;
    const models = ['resnet', 'vit', 'mixer'].slice(0, 2 + randomInteger(random, 2));
    const columns = metrics.flatMap((of) => models.map((model) => nameOf(model, of)));
    const line = (seed: number) => [seed, ...columns.map(() => random().toFixed(4))].join(',');
    const text = [`seed,${columns.join(',')}`, ...[1, 2, 3, 4].map(line)].join('\n');
    const { runs, notes } = await readFiles(
      { 'a.csv': text },
      { baseline: nameOf('resnet', metric), metrics: [metric] },
    );
    expect(new Set(runs.map(({ model }) => model)), text).toEqual(
      new Set(models.map((model) => nameOf(model, metric))),
    );
    expect(notes.join(), text).toContain('are left out');
  }
});

test.each([
  [
    'a variant of another metric',
    { baseline: 'vit_acc', metrics: ['acc'], variants: ['resnet_f1'] },
    'is not named after acc',
  ],
  ['a baseline of another metric', { baseline: 'vit_f1', metrics: ['accuracy'] }, 'but --metric is accuracy'],
  [
    'a column that may be either',
    { baseline: 'plain', metrics: ['accuracy'] },
    'may be a model, or values of',
  ],
])('%s is refused', async (_, options, message) => {
  const text =
    'seed,plain,vit_acc,resnet_acc,vit_f1,resnet_f1\n1,0.1,0.1,0.2,0.3,0.4\n2,0.5,0.15,0.25,0.35,0.45\n';
  await expect(readFiles({ 'a.csv': text }, options)).rejects.toThrow(message);
});
