import { expect, test } from 'vitest';
import { parseConfig } from '../../support/parse-config.ts';

const parse = (more: string, trainer = 'command: python train.py') =>
  parseConfig(
    `trainer: { ${trainer} }\nmodels: { variants: [{ name: head }] }\nmetrics: [{ name: accuracy }]\n${more}\n`,
    'conclusive.yml',
  );

test('vary: folds is a fixed design of k × repeats runs, with a seed of its own for each', () => {
  expect(parse('vary: folds\nfolds: { k: 10, repeats: 2 }')).toMatchObject({
    folds: { k: 10, repeats: 2 },
    seeds: { kind: 'fixed', min: 20, max: 20 },
    vary: ['init', 'order'],
  });
  expect(parse('vary: folds').folds).toEqual({ k: 5, repeats: 3 });
  expect(parse('vary: folds\nfolds: { k: 4 }').seeds.max).toBe(12);
});

test.each([
  [
    'seeds as well',
    'vary: folds\nseeds: 5',
    /^conclusive.yml:5:8: seeds: contradicts vary: folds, .*; remove this key/,
  ],
  ['folds without vary', 'folds: { k: 5 }', /folds: has no effect unless vary is "folds"/],
  ['a single fold', 'vary: folds\nfolds: { k: 1 }', /folds\.k: must be at least 2/],
  ['too many runs', 'vary: folds\nfolds: { k: 100, repeats: 11 }', /folds: makes more than 1,000 runs/],
  [
    'a check over seeds',
    'vary: folds\nchecks: { variance: { seeds: 4 } }',
    /checks\.variance: compares runs over seeds/,
  ],
  ['a word that is neither', 'vary: seeds', /vary: must be a list of init, order, data, or "folds"/],
])('%s is refused', (_, more, message) => {
  expect(() => parse(more)).toThrow(message);
});

test.each([
  [
    'setup of a module',
    'module: model.ts, setup: make',
    /trainer\.setup: is only for a command, not for a module; remove this key/,
  ],
  [
    'files without setup',
    'command: python train.py, setup-files: [a.lock]',
    /setup-files: has no effect without/,
  ],
])('%s is refused', (_, trainer, message) => {
  expect(() => parse('', trainer)).toThrow(message);
});
