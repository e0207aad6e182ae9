import { expect, test } from 'vitest';
import { statedEffort } from '../../../src/checks/conditions/stated-effort.ts';

const ARMS = ['baseline', 'head'] as const;
const stated = (before: Record<string, number>, after: Record<string, number>) =>
  new Map([
    ['baseline', new Map(Object.entries(before))],
    ['head', new Map(Object.entries(after))],
  ]);

test.each(['epochs', 'num_train_epochs', 'max_steps', 'n_iter', 'num_boost_round', 'iterations'])(
  '%s says how long an arm was trained',
  (name) => {
    expect(statedEffort(stated({ [name]: 5 }, { [name]: 25 }), ARMS, 'epochs')).toEqual({
      ratio: 5,
      kind: 'epochs',
      words: `${name} 25 against 5`,
    });
  },
);

test.each(['n_trials', 'max_evals', 'search_budget'])('%s says how many settings were tried', (name) => {
  expect(statedEffort(stated({ [name]: 20 }, { [name]: 2 }), ARMS, 'settings tried')?.ratio).toBe(0.1);
});

test.each([
  ['the same number', stated({ epochs: 5 }, { epochs: 5 })],
  ['a number of one arm', stated({}, { epochs: 5 })],
  [
    'steps of something else',
    stated({ warmup_steps: 5, eval_steps: 1 }, { warmup_steps: 50, eval_steps: 2 }),
  ],
  ['no command', undefined],
])('%s says nothing', (_, numbers) => {
  expect(statedEffort(numbers, ARMS, 'epochs')).toBeNull();
});
