import { expect, test } from 'vitest';
import { showAlike } from '../../src/checks/words.ts';

test.each([
  [1.59, 2, ['1.59', '2.00']],
  [0.5, -0.25, ['0.50', '−0.25']],
  [0, 0.012, ['0.000', '0.012']],
  [12, 400, ['12', '400']],
  [1e-9, 2.5, ['1e−9', '2.5']],
  [Number.NaN, 0.5, ['NaN', '0.5']],
])('%d beside %d: %j', (one, other, texts) => {
  expect(showAlike(one, other)).toEqual(texts);
});
