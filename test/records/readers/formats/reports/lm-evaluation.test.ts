import { expect, it } from 'vitest';
import { read, readLog } from '../../run-directory.ts';

it('values by task, without their standard errors', async () => {
  const { metrics } = await readLog('after-source/lm-eval');
  expect(metrics).toEqual({
    test: {
      'arc_easy/acc': 0.75,
      'arc_easy/acc_norm': 0.5,
      'gsm8k/exact_match,strict-match': 0.25,
      'gsm8k/exact_match,flexible-extract': 0.5,
    },
  });
});

it('of a single task the metric has its own name, and that of the config', async () => {
  const results = { results: { arc: { 'acc,none': 0.75 } }, versions: { arc: 1 } };
  expect((await read({ 'results_1.json': results }, ['accuracy'])).metrics.test).toEqual({
    'arc/acc': 0.75,
    acc: 0.75,
    accuracy: 0.75,
  });
});
