import { expect, test } from 'vitest';
import { adviseOnChance } from '../../../src/analysis/examples/test-set-advice.ts';

/** The numbers that follow from the three terms of the variance. */
function given(seeds: number, examples: number, interaction: number) {
  const total = seeds + examples + interaction;
  return {
    seeds: 10,
    examples: 1000,
    shares:
      total > 0
        ? { seeds: seeds / total, examples: examples / total, interaction: interaction / total }
        : null,
    standardErrors: {
      seeds: Math.sqrt(seeds + interaction),
      examples: Math.sqrt(examples + interaction),
      total: Math.sqrt(total),
      withTwiceTheSeeds: Math.sqrt(seeds / 2 + examples + interaction / 2),
      withTwiceTheExamples: Math.sqrt(seeds + (examples + interaction) / 2),
    },
  };
}

test.each([
  [
    'the examples',
    given(1e-4, 7e-4, 2e-4),
    'More test examples would help more than more seeds: 70 % of the variance of the difference comes from them alone; ' +
      'twice the 1000 test examples would take the standard error from 0.032 to 0.023, twice the 10 seeds to 0.029.',
  ],
  [
    'the seeds',
    given(8e-4, 1e-4, 1e-4),
    'More seeds would help more than more test examples: 80 % of the variance of the difference comes from them alone; ' +
      'twice the 10 seeds would take the standard error from 0.032 to 0.023, twice the 1000 test examples to 0.030.',
  ],
  [
    'neither',
    given(2e-4, 3e-4, 5e-4),
    'More seeds and more test examples would help alike: twice the 10 seeds would take the standard error from 0.032 to ' +
      '0.025, twice the 1000 test examples to 0.024.',
  ],
  [
    'nothing',
    given(0, 0, 0),
    'Both models answer alike on every example, so neither more seeds nor more examples would change anything.',
  ],
])('says what to spend on where most comes from %s', (_source, numbers, sentence) => {
  expect(adviseOnChance(numbers)).toBe(sentence);
});

test('speaks of the split that was measured', () => {
  const advice = adviseOnChance(given(1e-4, 7e-4, 2e-4), 'validation');
  expect(advice).toContain('More validation examples would help more than more seeds');
  expect(advice).not.toContain('test');
});
