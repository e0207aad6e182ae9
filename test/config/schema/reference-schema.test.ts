import { expect, test } from 'vitest';
import { parseConfig } from '../../support/parse-config.ts';

const config = (change: { models?: string; metrics?: string; more?: string } = {}) =>
  parseConfig(
    `trainer: { command: train }
models:
  variants: [{ name: ${change.models ?? 'head'}, params: { x: 1 } }]
  reference: { ref: last-tag }
metrics: ${change.metrics ?? '[{ name: accuracy, margin: 0.005 }]'}
${change.more ?? ''}`,
    'c.yml',
  );

test('a reference is a ref with parameters of its own', () => {
  expect(config().models.reference).toEqual({ ref: 'last-tag', params: {} });
});

test.each([
  [
    'no margin on a primary metric',
    { metrics: '[{ name: accuracy }]' },
    'needs a margin on a primary metric',
  ],
  [
    'a margin on a secondary metric alone',
    { metrics: '[{ name: accuracy }, { name: loss, margin: 0.1 }]' },
    'needs a margin on a primary metric',
  ],
  [
    'folds',
    { more: 'vary: folds' },
    'models.reference: is compared over seeds, so it cannot be used with vary: folds',
  ],
  ['a variant of its name', { models: 'reference' }, '"reference" is the name of models.reference here'],
])('is refused with %s', (_, change, message) => {
  expect(() => config(change)).toThrow(message);
});

test('needs every parameter of the command, as the other models do', () => {
  const text = `trainer: { command: 'train {params.x}' }
models:
  baseline: { params: { x: 0 } }
  variants: [{ name: head, params: { x: 1 } }]
  reference: { ref: v1 }
metrics: [{ name: accuracy, margin: 0.005 }]`;
  expect(() => parseConfig(text, 'c.yml')).toThrow('{params.x} is not a parameter of reference');
});
