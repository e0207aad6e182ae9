import { describe } from 'vitest';
import type { Check } from '../../../src/checks/check.ts';
import { partlySeeded } from '../../../src/checks/conditions/partly-seeded.ts';
import { cases, judge } from '../judge.ts';
import { bothArms, curves } from '../records.ts';

type Loss = (epoch: number, seed: number) => number;

const varied: Loss = (epoch, seed) => Math.exp(-epoch / 7) + seed / 1234.5678;
const fixed: Loss = (epoch) => varied(epoch, 0.5);
/** Equal with all seeds up to an epoch. */
const equalTo =
  (last: number, shared: Loss = fixed): Loss =>
  (epoch, seed) =>
    epoch <= last ? shared(epoch, seed) : varied(epoch, seed);
const coarse: Loss = (epoch, seed) => (epoch === 1 ? 2.3 : Number(varied(epoch, seed).toFixed(2)));
const fromZero = () => Math.log(3);

/** Two runs of each arm. @param same of 200 test examples */
const check = (train: Loss, validation = train, same: number | null = null) =>
  judge(partlySeeded, {
    records: bothArms(2, (seed) => ({
      curves: curves(10, {
        train: (epoch) => train(epoch, seed),
        validation: (epoch) => validation(epoch, seed),
      }),
    })),
    sharedPredictions: same === null ? [] : [{ model: 'head', same, of: 200 }],
  }).find((row) => row.model !== 'baseline') as Check;
const warned = (words: string) => ({
  status: 'warn',
  message: `${words} under all seeds: the seed does not reach all of the training`,
});

describe('partly-seeded', () =>
  cases([
    ['losses that differ throughout', check(varied), 'pass'],
    [
      'a last layer that starts at zero',
      check(equalTo(1, fromZero)),
      'pass',
      'the runs of all seeds start with the same loss, and differ from the second epoch on',
    ],
    ['such a start, with one equal split', check(equalTo(1, fromZero), fixed), 'warn'],
    ['two equal epochs', check(equalTo(2, fromZero)), { status: 'warn', value: 2 }],
    ['a loss that never changes', check(equalTo(10, fromZero)), 'not-checked'],
    ['three', check(equalTo(3)), warned('the training loss is the same up to epoch 3 of 10')],
    ['one split', check(varied, fixed), warned('the validation loss is the same at all 10 epochs')],
    ['many equal predictions', check(varied, varied, 60), { status: 'warn', value: 0.3 }],
    ['few equal predictions', check(varied, varied, 4), 'pass'],
    ['coarse losses', check(coarse), 'not-checked'],
    ['runs that agree in everything, for seed-effect', check(fixed), 'pass'],
  ]));
