import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scale } from '../../../src/checks/comparison/scale.ts';
import { parseConfig } from '../../support/parse-config.ts';
import { cases, judgeOne, named } from '../judge.ts';
import { scored } from '../records.ts';

type Values = Readonly<Record<string, readonly number[]>>;

/** @param metric as in a config, the first one logged with these values */
function check(values: Values, metrics = 'name: accuracy') {
  const config = parseConfig(
    `trainer: { command: train }\nmodels: { variants: [{ name: head, params: { x: 1 } }] }\nmetrics: [{ ${metrics} }]`,
    'c.yml',
  );
  const logged = config.metrics.at(-1)?.name ?? '';
  const records = Object.entries(values).flatMap(([model, list]) => scored(model, list, logged));
  return judgeOne(scale, { records, models: named('baseline', 'head', 'other'), metrics: config.metrics });
}

const FLUENCY = 'name: fluency, direction: maximize, margin: 0.01';
const MIXED = { status: 'fail', message: /log both on one scale$/ };
const failed = judgeOne(scale, {
  records: [...scored('baseline', [0.7, 0.8]), ...scored('head', [0.7, 80])].map((run) =>
    run.metrics.test?.accuracy === 80 ? { ...run, status: 'crashed' as const } : run,
  ),
  metrics: [{ name: 'accuracy', role: 'primary', direction: 'maximize', margin: null, unit: 'percent' }],
});

describe('a share by its name', () =>
  cases([
    [
      'on another scale than the baseline',
      check({ baseline: [0.794, 0.8], head: [81.7, 82], other: [0.81, 1] }),
      {
        id: 'scale',
        status: 'fail',
        metric: 'accuracy',
        value: 1,
        message: 'accuracy: baseline in 0–1, head in 0–100; log both on one scale',
      },
    ],
    [
      'the reverse, in two variants',
      check({ baseline: [81.7, 82], head: [0.8], other: [0.9] }),
      { message: 'accuracy: baseline in 0–100, head and other in 0–1; log all on one scale' },
    ],
    ['counts', check({ baseline: [0.8], head: [8170] }), { message: /head up to 8170;/ }],
    ['shares in all models', check({ baseline: [0.794, 0.8], head: [0.81, 1.0000001] }), 'pass'],
    ['percentages, some below 1', check({ baseline: [0.9, 7.4], head: [0.8, 40] }), 'pass'],
    ['a share just above 1', check({ baseline: [0.8], head: [1.04], other: [0.9] }), 'pass'],
    ['a percentage just above 1', check({ baseline: [0.9, 2.4], head: [40] }), 'not-checked'],
    [
      'a secondary metric',
      check({ baseline: [0.7], head: [71] }, 'name: accuracy }, { name: macro_f1'),
      { status: 'warn', metric: 'macro_f1' },
    ],
    [
      'a metric without a bound',
      check({ baseline: [0.7], head: [71] }, 'name: loss'),
      { status: 'not-checked', value: null },
    ],
    [
      'seconds',
      check({ baseline: [0.7], head: [0.6] }, 'name: train_seconds, direction: minimize, margin: 5'),
      'not-checked',
    ],
    ['another scale in a failed run', failed, 'pass'],
  ]));

describe('a metric that may be a share', () =>
  cases([
    ['fluency', check({ baseline: [0.794, 0.8], head: [81.7, 82] }, FLUENCY), MIXED],
    [
      'word_error',
      check({ baseline: [3.1, 2.9], head: [0.03, 0.031] }, 'name: word_error, direction: minimize'),
      MIXED,
    ],
    ['wer', check({ baseline: [0.12], head: [11, 13] }, 'name: wer, direction: minimize'), MIXED],
    ['ten times as good', check({ baseline: [0.08], head: [0.8] }, FLUENCY), 'pass'],
    ['hundreds', check({ baseline: [0.8], head: [80_000] }, FLUENCY), 'pass'],
    ['below zero', check({ baseline: [-0.8, 0.9], head: [80, 81] }, FLUENCY), 'pass'],
    ['not a hundredfold', check({ baseline: [0.8], head: [9] }, FLUENCY), 'pass'],
    [
      'a margin as large as the scale',
      check({ baseline: [0.7, 0.8], head: [0.6, 0.5] }, 'name: fluency, direction: maximize, margin: 5'),
      {
        status: 'fail',
        message: 'fluency: all values lie within 0–1, so with its margin of 5 everything would be equivalent',
        advice: "write the margin in the metric's own unit: 0.05 is 5 percentage points",
      },
    ],
    [
      'the same margin in percent',
      check({ baseline: [70, 80], head: [60, 50] }, 'name: fluency, direction: maximize, margin: 5'),
      'pass',
    ],
  ]));

test('a hundredth of any values within 0–1 is found, whatever the name of the metric', () => {
  const arm = fc.array(fc.double({ min: 0.3, max: 1, noNaN: true }), { minLength: 2, maxLength: 6 });
  const name = fc.constantFrom('fluency, direction: maximize', 'accuracy', 'bleu', 'word_error', 'f1_macro');
  fc.assert(
    fc.property(name, arm, arm, (metric, baseline, head) => {
      const found = check({ baseline, head: head.map((value) => 100 * value) }, `name: ${metric}`);
      expect(found.status).toBe('fail');
    }),
  );
});
