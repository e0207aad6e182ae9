import { expect, it } from 'vitest';
import { losses, read, readLog, refusal } from '../../run-directory.ts';

// fixtures/logs/catboost/*/catboost_info/catboost_training.json, last line
it('what CatBoost calls test is the set that training watched: validation', async () => {
  const content = await readLog('catboost/run', ['accuracy']);
  expect(content.metrics.test).toBeUndefined();
  expect(content.metrics.validation).toEqual({
    accuracy: 0.8027777778,
    MultiClass: 0.7426218846,
    loss: 0.7426218846,
  });
  expect(losses(content, 0)).toEqual([1, 1.685607826, 1.669974898]);
  expect(losses(content, -1)).toEqual([6, 0.6994829059, 0.7426218846]);
  expect(content.warnings).toEqual([]);
});

it('of several sets the last is the one that the best iteration is of', async () => {
  const content = await readLog('catboost/two-sets', ['accuracy']);
  expect(content.metrics).toEqual({
    validation: { accuracy: 0.7694444444, MultiClass: 0.6746672242, loss: 0.6746672242 },
  });
  expect(content.warnings).toEqual([
    'catboost_info/catboost_training.json: only CatBoost\'s last evaluation set is used; ignored: "test"',
  ]);
});

it('tables repeat the log and are not read', async () => {
  const { metrics, curves } = await read({
    'learn_error.tsv': 'iter\tLogloss\n0\t0.5\n',
    'test_error.tsv': 'iter\tLogloss:0\tLogloss\n0\t0.7\t0.6\n',
    'time_left.tsv': 'iter\tPassed\tRemaining\n0\t1\t2\n',
  });
  expect({ metrics, curves }).toEqual({ metrics: {}, curves: [] });
});

it('a folder test with event files alone is no test set where a folder learn is beside it', async () => {
  const content = await readLog('catboost/events-alone');
  expect(content.metrics.test).toBeUndefined();
  expect(content.metrics.validation?.Accuracy ?? content.metrics.validation?.accuracy).toBeCloseTo(
    0.8027777778,
    6,
  );
});

it('a log without sets is refused with its shape', async () => {
  expect(await refusal({ 'catboost_training.json': { iterations: [] } })).toContain(
    'catboost_training.json: must be an object such as',
  );
  expect(
    (await read({ 'catboost_training.json': { meta: {}, iterations: [] }, 'metrics.json': { accuracy: 1 } }))
      .metrics,
  ).toEqual({
    test: { accuracy: 1 },
  });
});
