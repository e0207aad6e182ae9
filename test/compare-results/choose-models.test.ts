import { expect, test } from 'vitest';
import { chooseModels as choose } from '../../src/compare-results/choose-models.ts';
import { MissingOptions } from '../../src/records/results/missing-options.ts';

const chooseModels = (
  options: Parameters<typeof choose>[0],
  models: readonly string[],
  missing = new MissingOptions(),
) => choose(options, models, missing);
const MODELS = ['a', 'main', 'b'];

test('all other models are variants, in the order of the files', () => {
  expect(chooseModels({ baseline: 'main', variants: [] }, MODELS)).toEqual({
    baseline: 'main',
    variants: ['a', 'b'],
  });
});

test('the baseline may go without saying where a model is called so', () => {
  expect(chooseModels({ baseline: undefined, variants: [] }, ['x', 'baseline'])).toEqual({
    baseline: 'baseline',
    variants: ['x'],
  });
});

test('of files that are a model each the first is the baseline, unless another is called so', () => {
  const chosen = (models: readonly string[]) =>
    chooseModels({ baseline: undefined, variants: [], firstArm: models[0] }, models).baseline;
  expect(chosen(MODELS)).toBe('a');
  expect(chosen(['x', 'Baseline'])).toBe('Baseline');
});

test('variants can be named, in an order of their own', () => {
  expect(chooseModels({ baseline: 'a', variants: ['b', 'main'] }, MODELS).variants).toEqual(['b', 'main']);
});

test.each([
  [
    'an unknown baseline',
    'mian',
    [],
    '--baseline: no run belongs to a model "mian"; the files have "a", "main", "b"',
  ],
  ['an unknown baseline near a known one', 'mian', [], 'did you mean "main"?'],
  ['an unknown variant', 'main', ['c'], '--variant: no run belongs to a model "c"'],
  ['the baseline as a variant', 'main', ['main'], '--variant: "main" is the baseline'],
  ['a variant twice', 'main', ['a', 'a'], '--variant: "a" appears twice'],
])('%s is refused', (_, baseline, variants, message) => {
  expect(() => chooseModels({ baseline, variants }, MODELS)).toThrow(message);
});

test('a lone model has nothing to be compared with', () => {
  expect(() => chooseModels({ baseline: 'a', variants: [] }, ['a'])).toThrow(
    'the files have runs of "a" only',
  );
});

test('too many models are told to be fewer, and their names do not fill the screen', () => {
  const many = Array.from({ length: 200 }, (_, index) => `m${index}`);
  expect(() => chooseModels({ baseline: 'm0', variants: [] }, many)).toThrow(
    '199 models to compare with "m0"',
  );
  expect(() => chooseModels({ baseline: 'x', variants: [] }, many)).toThrow(/"m9" and 190 more/);
});

test('a baseline that nobody named is asked for, with the likeliest filled in', () => {
  const missing = new MissingOptions();
  const chosen = chooseModels({ baseline: undefined, variants: [] }, ['wide', 'resnet_base'], missing);
  expect(chosen).toEqual({ baseline: 'resnet_base', variants: ['wide'] });
  expect(missing.asked).toMatchObject([{ option: '--baseline', guess: 'resnet_base' }]);
});

test.each([
  ['base', 'BASE'],
  ['our model', 'Our  model'],
])('%s and %s are refused', (one, other) => {
  expect(() =>
    chooseModels({ baseline: 'x', variants: [] }, ['x', one, other], new MissingOptions()),
  ).toThrow('differ only in letter case or spaces');
});
