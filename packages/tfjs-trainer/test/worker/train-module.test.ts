/** What a seed changes, and what it leaves alone. */
import { expect, test } from 'vitest';
import { changed, witness } from './witness.ts';

test('a seed changes what vary lists, beside context.random(): init and order', async () => {
  expect(await changed(['init', 'order'])).toEqual(['own', 'weight', 'order']);
});

test('a bootstrap draws as many examples as there are, some of them twice', async () => {
  const { examples, distinct = 0 } = await witness(1, ['data']);
  expect(examples).toBe(40);
  // On average 1 − 1/e of them: 25.3 of 40.
  expect(distinct).toBeGreaterThan(15);
  expect(distinct).toBeLessThan(36);
});

test('a fraction draws without replacement', async () => {
  expect(await witness(1, ['data'], 0.25)).toMatchObject({ examples: 10, distinct: 10 });
});
