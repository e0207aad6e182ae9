/** The configs of docs/how-to/frameworks are copied as they stand. `test/system/experiments/recipes.long.test.ts` runs them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { fillCommand, splitCommand } from '../../src/train/trainers/command-line.ts';
import { parseConfig } from '../support/parse-config.ts';

const RECIPES = fileURLToPath(new URL('../../docs/how-to/frameworks', import.meta.url));
const FRAMEWORKS = [
  'pytorch.md',
  'lightning.md',
  'keras.md',
  'hugging-face.md',
  'scikit-learn.md',
  'gradient-boosting.md',
  'shell.md',
];

const configs = readdirSync(RECIPES).flatMap((file) => {
  const text = readFileSync(join(RECIPES, file), 'utf8');
  const blocks = [...text.matchAll(/^```yaml\n(trainer:[\s\S]*?)^```$/gm)];
  return blocks.map(([, config = ''], index) => ({ title: `${file}, config ${index + 1}`, config }));
});

test('there is a page with a config for each framework', () => {
  const pages = configs.map(({ title }) => title.split(',')[0]);
  for (const page of FRAMEWORKS) expect(pages).toContain(page);
});

test.each(configs)('$title can be used as it stands', ({ config }) => {
  const { trainer, params, models } = parseConfig(config, 'conclusive.yml');
  const argv = fillCommand(splitCommand(trainer.command ?? ''), {
    seed: 1,
    seeds: { init: 1, order: 1, data: 1 },
    data: 'all',
    runDirectory: '/run',
    params: { ...params, ...models.baseline.params },
  });
  expect(argv.join(' ')).not.toContain('{');
});

test.each(FRAMEWORKS)('%s fits a screen or little more', (page) => {
  expect(readFileSync(join(RECIPES, page), 'utf8').split('\n').length).toBeLessThanOrEqual(70);
});
