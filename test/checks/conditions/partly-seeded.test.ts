import { describe, expect, test } from 'vitest';
import type { Check } from '../../../src/checks/check.ts';
import { partlySeeded } from '../../../src/checks/conditions/partly-seeded.ts';
import { judge } from '../judge.ts';
import { curves, record } from '../records.ts';

const loss = (epoch: number, seed: number) => Math.exp(-epoch / 7) + seed / 1234.5678;
/** Two runs of each arm. */
const check = (
  train: (epoch: number, seed: number) => number,
  validation: (epoch: number, seed: number) => number,
  sharedPredictions: { readonly same: number; readonly of: number } | null = null,
) =>
  judge(partlySeeded, {
    records: ['baseline', 'head'].flatMap((model) =>
      [1, 2].map((seed) =>
        record(model, seed, {
          curves: curves(
            10,
            (epoch) => train(epoch, seed),
            (epoch) => validation(epoch, seed),
          ),
        }),
      ),
    ),
    sharedPredictions: sharedPredictions === null ? [] : [{ model: 'head', ...sharedPredictions }],
  }).find((row) => row.model !== 'baseline') as Check;

describe('partly-seeded', () => {
  test('passes where losses differ from the first epoch on', () => {
    expect(check(loss, loss)).toMatchObject({ status: 'pass' });
  });

  test('passes where losses are the same before the first step alone: a last layer that starts at zero', () => {
    const fromZero = (epoch: number, seed: number) => (epoch === 1 ? Math.log(3) : loss(epoch, seed));
    expect(check(fromZero, fromZero)).toMatchObject({
      status: 'pass',
      message: 'the runs of all seeds start with the same loss, and differ from the second epoch on',
    });
    expect(check(fromZero, (epoch) => loss(epoch, 0.5))).toMatchObject({ status: 'warn' });
    const twice = (epoch: number, seed: number) => (epoch <= 2 ? Math.log(3) : loss(epoch, seed));
    expect(check(twice, twice)).toMatchObject({ status: 'warn', value: 2 });
  });

  test.each<
    [string, (epoch: number, seed: number) => number, (epoch: number, seed: number) => number, string]
  >([
    [
      'the first epochs',
      (epoch, seed) => loss(epoch, epoch <= 3 ? 0.5 : seed),
      (epoch, seed) => loss(epoch, epoch <= 3 ? 0.5 : seed),
      'the training loss is the same up to epoch 3 of 10',
    ],
    ['one split', loss, (epoch) => loss(epoch, 0.5), 'the validation loss is the same at all 10 epochs'],
  ])('warns of losses that are the same in %s', (_, train, validation, words) => {
    const { status, message } = check(train, validation);
    expect(status).toBe('warn');
    expect(message).toBe(`${words} under all seeds: the seed does not reach all of the training`);
    expect(message.length).toBeLessThanOrEqual(140);
  });

  test('warns of predictions that are the same on a part of the test examples', () => {
    expect(check(loss, loss, { same: 60, of: 200 })).toMatchObject({ status: 'warn', value: 0.3 });
    expect(check(loss, loss, { same: 4, of: 200 })).toMatchObject({ status: 'pass' });
  });

  test('coarse losses tell nothing, and runs that agree in all belong to seed-effect', () => {
    const coarse = (epoch: number, seed: number) =>
      epoch === 1 ? 2.3 : Number(loss(epoch, seed).toFixed(2));
    expect(check(coarse, coarse)).toMatchObject({ status: 'not-checked' });
    expect(
      check(
        (epoch) => loss(epoch, 1),
        (epoch) => loss(epoch, 1),
      ),
    ).toMatchObject({ status: 'pass' });
  });
});
