import { describe, expect, test } from 'vitest';
import { smallerModel } from '../../src/checks/comparison/smaller-model.ts';
import type { Split } from '../../src/records/record.ts';
import { withholdOverfitted } from '../../src/verdict/withhold-overfitted.ts';
import { judgeOne } from '../checks/judge.ts';
import { curves, record } from '../checks/records.ts';
import { parseConfig } from '../support/parse-config.ts';
import { better } from '../support/samples.ts';

const CONFIG = `trainer: { command: train }
models: { variants: [{ name: head, params: { x: 1 } }] }
metrics: [{ name: macro_f1 }]`;
const BEFORE = better.comparisons.map(({ verdict }) => verdict);

/** Five runs of both arms; the gap of the model `wide` to training is wider by a half, give or take. */
function measuredOn(splits: readonly Split[], wide: string) {
  const values = { macro_f1: 0.7, accuracy: 0.8 };
  return ['baseline', 'head'].flatMap((model) =>
    [1, 2, 3, 4, 5].map((seed) =>
      record(model, seed, {
        metrics: Object.fromEntries(splits.map((split) => [split, values])),
        curves: curves(
          4,
          (epoch) => 1 / epoch,
          () => 1 + 0.01 * Math.sin(seed) + (model === wide ? 0.5 + 0.01 * Math.cos(seed) : 0),
        ),
        parameters: model === 'head' ? 200 : 100,
      }),
    ),
  );
}

function withhold(splits: readonly Split[], { wide = 'head', checks = '' } = {}) {
  const config = parseConfig(`${CONFIG}\n${checks}`, 'c.yml');
  const models = [{ name: 'baseline' }, { name: 'head' }];
  return withholdOverfitted(better.comparisons, { config, models, records: measuredOn(splits, wide) });
}

const verdicts = (...call: Parameters<typeof withhold>) => withhold(...call).map(({ verdict }) => verdict);

describe('withholdOverfitted', () => {
  test('takes back an improvement on validation that came with a wider gap', () => {
    const [comparison] = withhold(['validation']);
    expect(comparison).toMatchObject({
      verdict: 'inconclusive',
      downgradedBy: 'overfitting/against-baseline',
      reason: expect.stringContaining('better on validation only'),
    });
  });

  test('lets stand what the test split shows, what another model did, and what the config ignores', () => {
    expect(BEFORE).toContain('improvement');
    expect(verdicts(['validation', 'test'])).toEqual(BEFORE);
    expect(verdicts(['validation'], { wide: 'baseline' })).toEqual(BEFORE);
    expect(verdicts(['validation'], { wide: 'none' })).toEqual(BEFORE);
    const checks =
      'checks: { ignore: [{ check: overfitting/against-baseline, reason: the losses are not the same }] }';
    expect(verdicts(['validation'], { checks })).toEqual(BEFORE);
  });

  test('so that no check calls a conclusive gain what the verdict does not', () => {
    const records = measuredOn(['validation'], 'head');
    const message = (comparisons: ReturnType<typeof withhold>) =>
      judgeOne(smallerModel, { records, comparisons }).message;
    expect(message(better.comparisons)).toContain('a conclusive gain');
    expect(message(withhold(['validation']))).toContain('no conclusive gain');
  });
});
