import { expect, test } from 'vitest';
import { MINIMAL, messageOf } from '../refused-config.ts';

test('lists all faults at once, in the order of the file', () => {
  const text = 'alpha: 2\ntrainer: {}\nmodels: { variants: [] }\nmetrics: [{ name: 3 }]\n';
  expect(messageOf(text).split('\n')).toEqual([
    'conclusive.yml:1:8: alpha: must be below 0.5, found 2',
    'conclusive.yml:2:10: trainer: needs exactly one of module and command',
    'conclusive.yml:3:21: models.variants: must have at least 1 entry, found 0',
    'conclusive.yml:4:19: metrics[0].name: must be a string, found 3; put it in quotes',
  ]);
});

test('shows at most twenty faults and counts the rest', () => {
  const keys = Array.from({ length: 33 }, (_, index) => `unknown-${index}: 1\n`).join('');
  const lines = messageOf(`${MINIMAL}${keys}`).split('\n');
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toBe('conclusive.yml: and 13 more');
});
