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

const EVALUATIONS = fileURLToPath(new URL('../../docs/how-to/evaluations', import.meta.url));

const evaluations = readdirSync(EVALUATIONS).flatMap((file) => {
  const text = readFileSync(join(EVALUATIONS, file), 'utf8');
  return [...text.matchAll(/^```yaml\n(evaluate:[\s\S]*?)^```$/gm)].map(([, config = ''], index) => ({
    title: `${file}, config ${index + 1}`,
    config,
  }));
});

test('there is a page with a config for each evaluation tool, and it fits a screen', () => {
  const pages = ['any-script.md', 'inspect.md', 'lm-evaluation-harness.md', 'promptfoo.md'];
  expect([...new Set(evaluations.map(({ title }) => title.split(',')[0]))]).toEqual(pages);
  for (const page of pages)
    expect(readFileSync(join(EVALUATIONS, page), 'utf8').split('\n').length, page).toBeLessThanOrEqual(26);
});

test.each(evaluations)('$title can be used as it stands', ({ config }) => {
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
