import { expect, it } from 'vitest';
import { readLog } from '../../run-directory.ts';

it('the report is about the test split, the search about validation', async () => {
  const { metrics } = await readLog('scikit-learn/run', ['macro_f1']);
  expect(metrics.test).toMatchObject({ accuracy: 0.9638888888888889, macro_f1: expect.any(Number) });
  expect(metrics.validation).toMatchObject({ accuracy: 0.9535747446610957, f1_macro: 0.9535382848839852 });
  expect(metrics.train?.accuracy).toBe(0.9907149489322191);
});
