import { expect, it } from 'vitest';
import { losses, read, readLog, refusal } from '../../run-directory.ts';

it('XGBoost with names of its own', async () => {
  const content = await readLog('xgboost/run');
  expect(content.curves).toHaveLength(5);
  const { epoch, train, validation } = content.curves[4] ?? {};
  expect({ epoch, train, validation }).toEqual({
    epoch: 5,
    train: expect.objectContaining({ loss: train?.mlogloss, merror: expect.any(Number) }),
    validation: { loss: 0.6641539122081466, mlogloss: 0.6641539122081466, merror: expect.any(Number) },
  });
});

it('XGBoost with numbers: the last set is validation, and what the other is nobody knows', async () => {
  const content = await readLog('xgboost/sklearn-interface');
  expect(losses(content, -1)).toEqual([5, undefined, 0.6641539122081466]);
  expect(content.warnings).toEqual([
    'evals_result.json: "validation_0" left out, because the name does not say which split it is; rename the evaluation sets to "train", "validation" or "test"',
  ]);
});

it('LightGBM, training and valid_1', async () => {
  const content = await readLog('lightgbm/run');
  expect(losses(content, -1)).toEqual([5, 0.8504618158063372, 0.9554292897241143]);
});

it('is read beside a list a class, which is no curve', async () => {
  const { curves } = await read({
    'evals_result.json': {
      train: {
        mlogloss: [1, 0.5],
        recall: [
          [0.5, 0.6],
          [0.7, 0.8],
        ],
      },
      validation: { mlogloss: [1.5, 1] },
    },
  });
  expect(curves.at(-1)).toEqual({
    epoch: 2,
    train: { loss: 0.5, mlogloss: 0.5 },
    validation: { loss: 1, mlogloss: 1 },
  });
});

it('is refused where the metric of the config has a list a class', async () => {
  const file = { 'evals_result.json': { validation: { mlogloss: [1.5, 1], recall: [[0.5, 0.6]] } } };
  expect(await refusal(file, ['recall'])).toBe(
    'evals_result.json: validation.recall[0] must be a number, found [0.5,0.6]',
  );
});

it.each(['rmse', 'rmsle', 'mae', 'logloss'])('%s of a regressor or classifier is its loss', async (name) => {
  const { curves } = await read({
    'evals_result.json': { train: { [name]: [3, 2] }, validation: { [name]: [4, 3] } },
  });
  expect(curves.at(-1)).toMatchObject({ train: { loss: 2 }, validation: { loss: 3 } });
});
