import { describe, expect, test } from 'vitest';
import { smallerModel } from '../../src/checks/comparison/smaller-model.ts';
import { setupOf } from '../../src/checks/evidence.ts';
import { withholdDoubted } from '../../src/checks/withhold.ts';
import type { Split } from '../../src/records/record.ts';
import { parseConfig } from '../support/parse-config.ts';
import { better } from '../support/samples.ts';
import { judgeOne } from './judge.ts';
import { curves, record } from './records.ts';

const CONFIG = `trainer: { command: train }
models: { variants: [{ name: head, params: { x: 1 } }] }
metrics: [{ name: macro_f1 }]`;
const BEFORE = better.comparisons.map(({ verdict }) => verdict);

type Score = (epoch: number, seed: number) => number;

/**
 * Five runs of both arms: the validation loss of the model `rising` turns at epoch 2 and ends above the other's; where `score` is given, the
 * curves have it on validation.
 */
function measuredOn(splits: readonly Split[], rising: string, score: Score | null = null) {
  const values = { macro_f1: 0.7, accuracy: 0.8 };
  return ['baseline', 'head'].flatMap((model) =>
    [1, 2, 3, 4, 5].map((seed) =>
      record(model, seed, {
        metrics: Object.fromEntries(splits.map((split) => [split, values])),
        curves: curves(6, {
          train: (epoch) => 1 / epoch,
          validation: (epoch) =>
            1 +
            0.01 * Math.sin(seed) +
            (model === rising ? (0.2 + 0.02 * Math.cos(seed)) * Math.abs(epoch - 2) : 0.1 / epoch),
        }).map((point) =>
          score === null
            ? point
            : { ...point, validation: { ...point.validation, macro_f1: score(point.epoch, seed) } },
        ),
        parameters: model === 'head' ? 200 : 100,
      }),
    ),
  );
}

function withhold(
  splits: readonly Split[],
  { rising = 'head', checks = '', score = null as Score | null } = {},
) {
  const config = parseConfig(`${CONFIG}\n${checks}`, 'c.yml');
  const models = [{ name: 'baseline' }, { name: 'head' }];
  const known = { ...setupOf({ config, models }), records: measuredOn(splits, rising, score) };
  return withholdDoubted(better.comparisons, known, config.checks);
}

const verdicts = (...call: Parameters<typeof withhold>) => withhold(...call).map(({ verdict }) => verdict);

describe('withholdDoubted', () => {
  test('takes back an improvement on validation whose loss has turned and ends above that of the baseline', () => {
    const [comparison] = withhold(['validation']);
    expect(comparison).toMatchObject({
      verdict: 'inconclusive',
      downgradedBy: 'overfitting/against-baseline',
      reason: expect.stringContaining('better on validation only'),
    });
  });

  test('lets stand what the curves of the metric itself do not deny', () => {
    const luck = (seed: number) => 0.002 * Math.sin(seed);
    const rises: Score = (epoch, seed) => 0.6 + 0.01 * epoch + luck(seed);
    const still: Score = (epoch, seed) => 0.7 + 0.003 * Math.sin(epoch * seed);
    const falls: Score = (epoch, seed) => 0.8 - (0.02 + luck(seed)) * epoch;
    expect(verdicts(['validation'], { score: rises })).toEqual(BEFORE);
    expect(verdicts(['validation'], { score: still })).toEqual(BEFORE);
    expect(verdicts(['validation'], { score: falls })).toContain('inconclusive');
  });

  test('lets stand what the test split shows, what another model did, and what the config ignores', () => {
    expect(BEFORE).toContain('improvement');
    expect(verdicts(['validation', 'test'])).toEqual(BEFORE);
    expect(verdicts(['validation'], { rising: 'baseline' })).toEqual(BEFORE);
    expect(verdicts(['validation'], { rising: 'none' })).toEqual(BEFORE);
    const checks =
      'checks: { ignore: [{ check: overfitting/against-baseline, reason: the losses are not the same }] }';
    expect(verdicts(['validation'], { checks })).toEqual(BEFORE);
  });

  test('so that no check calls a conclusive gain what the verdict does not', () => {
    const records = measuredOn(['validation'], 'head');
    const message = (comparisons: ReturnType<typeof withhold>) =>
      judgeOne(smallerModel, { records, comparisons }).message;
    expect(message(better.comparisons)).toContain('a conclusive gain');
    expect(message(withhold(['validation']))).toContain('a gain is neither shown nor ruled out');
  });
});
