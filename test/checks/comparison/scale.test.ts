import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scale } from '../../../src/checks/comparison/scale.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { parseConfig } from '../../support/parse-config.ts';
import { cases, judgeOne, named } from '../judge.ts';
import { bothArms, scored } from '../records.ts';

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
const MIXED = { status: 'fail', message: /the difference is that of the scales$/ };
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
        message: 'accuracy: baseline in 0–1, head in 0–100; the difference is that of the scales',
      },
    ],
    [
      'the reverse, in two variants',
      check({ baseline: [81.7, 82], head: [0.8], other: [0.9] }),
      { message: 'accuracy: baseline in 0–100, head and other in 0–1; the difference is that of the scales' },
    ],
    ['counts', check({ baseline: [0.8], head: [8170] }), { message: /head up to 8170;/ }],
    ['shares in all models', check({ baseline: [0.794, 0.8], head: [0.81, 1.0000001] }), 'pass'],
    ['percentages, some below 1', check({ baseline: [0.9, 7.4], head: [0.8, 40] }), 'pass'],
    [
      'a share just above 1',
      check({ baseline: [0.8], head: [1.04], other: [0.9] }),
      {
        status: 'fail',
        message: 'accuracy is 1.04 in a run of head, which is above 1, and too small for a percentage',
      },
    ],
    ['small percentages next to large ones', check({ baseline: [0.9, 2.4], head: [40] }), 'pass'],
    [
      'one run in percent',
      check({ baseline: [0.7, 71], head: [0.9, 92] }),
      { status: 'fail', message: /^accuracy is 71 in a run of baseline, which is a percentage next to 0.9/ },
    ],
    ['below zero', check({ baseline: [0.7], head: [-1] }), { status: 'fail', message: /below 0/ }],
    ['a correlation in percent next to shares', check({ baseline: [0.7], head: [-30] }, 'name: mcc'), 'fail'],
    ['correlations in percent', check({ baseline: [70], head: [-30] }, 'name: mcc'), 'pass'],
    ['a correlation below zero', check({ baseline: [0.7], head: [-0.9] }, 'name: mcc'), 'pass'],
    ['R² far below zero', check({ baseline: [0.7], head: [-83] }, 'name: r2'), 'not-checked'],
    [
      'an error below zero',
      check({ baseline: [0.7], head: [-0.7] }, 'name: rmse'),
      { status: 'fail', message: /below 0/ },
    ],
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

describe('a loss per token', () => {
  const of = (
    metric: string,
    arms: readonly [Partial<RunRecord>, Partial<RunRecord>],
    extra: Record<string, number> = {},
  ) => {
    const config = parseConfig(
      `trainer: { command: train }\nmodels: { variants: [{ name: head, params: { x: 1 } }] }\nmetrics: [{ name: ${metric}${metric === 'accuracy' ? '' : ', direction: minimize'} }]`,
      'c.yml',
    );
    const records = bothArms(4, (seed, arm) => ({
      metrics: { test: { [metric]: 20 - arm + seed / 9, ...extra } },
      ...arms[arm],
    }));
    return judgeOne(scale, { records, metrics: config.metrics });
  };
  const params = (name: string, one: string | number, other: string | number) =>
    [{ params: { [name]: one } }, { params: { [name]: other } }] as const;
  cases([
    [
      'of two vocabularies',
      of('perplexity', params('vocab_size', 8000, 32000)),
      'fail',
      /^perplexity is a loss per token, and vocab_size is 8000 in baseline and 32000 in head/,
    ],
    [
      'of two names, which may be one tokenizer',
      of('perplexity', params('tokenizer', 'bpe', 'unigram')),
      'warn',
    ],
    [
      'of one tokenizer in two places',
      of('perplexity', params('tokenizer_path', 'runs/a/tokenizer.json', 'runs/b/tokenizer.json')),
      'warn',
    ],
    [
      'that the environment names',
      of('perplexity', [{ environment: { tokenizer: 'bpe-8k' } }, { environment: { tokenizer: 'bpe-32k' } }]),
      'warn',
    ],
    ['next to a perplexity', of('loss', params('vocab_size', 8000, 32000), { perplexity: 9 }), 'fail'],
    [
      'of one tokenizer',
      of('perplexity', params('vocab_size', 8000, 8000)),
      { status: expect.not.stringMatching('fail') },
    ],
    [
      'of a padded vocabulary',
      of('perplexity', params('vocab_size', 50257, 50304)),
      { status: expect.not.stringMatching('fail') },
    ],
    [
      'of one model with another width',
      of('perplexity', params('width', 64, 128)),
      { status: expect.not.stringMatching('fail') },
    ],
    [
      'a loss of a classifier',
      of('loss', params('vocab_size', 8000, 32000), { accuracy: 0.8 }),
      { status: expect.not.stringMatching('fail') },
    ],
    [
      'an accuracy',
      of('accuracy', params('tokenizer', 'bpe', 'unigram')),
      { status: expect.not.stringMatching('fail') },
    ],
    [
      'bits per byte',
      of('bits_per_byte', params('tokenizer', 'bpe', 'unigram')),
      { status: expect.not.stringMatching('fail') },
    ],
    [
      'a log loss',
      of('log_loss', params('tokenizer', 'bpe', 'unigram')),
      { status: expect.not.stringMatching('fail') },
    ],
    [
      'two amounts of training tokens',
      of('perplexity', params('n_tokens', 1e9, 2e9)),
      { status: expect.not.stringMatching('fail') },
    ],
  ]);
});

test('macro recall on a balanced test set is accuracy, but for rounding', () => {
  const config = parseConfig(
    'trainer: { command: train }\nmodels: { variants: [{ name: head, params: { x: 1 } }] }\nmetrics: [{ name: recall }]',
    'c.yml',
  );
  const records = bothArms(4, (seed, arm) => {
    const accuracy = 0.801 + (seed + 7 * arm) / 1000;
    return { metrics: { test: { accuracy, recall: arm === 0 ? accuracy : accuracy + 1e-15 } } };
  });
  expect(judgeOne(scale, { records, metrics: config.metrics }).status).not.toBe('fail');
});

test('R² of several outputs is a mean, which may not follow their common error', () => {
  const config = parseConfig(
    'trainer: { command: train }\nmodels: { variants: [{ name: head, params: { x: 1 } }] }\nmetrics: [{ name: rmse }]',
    'c.yml',
  );
  const of = (errors: readonly [number, number], shares: readonly [number, number]) =>
    judgeOne(scale, {
      records: bothArms(4, (seed, arm) => ({
        metrics: { test: { rmse: (errors[arm] as number) + seed / 1000, r2: shares[arm] as number } },
      })),
      metrics: config.metrics,
    }).status;
  expect(of([22.4, 7.07], [0.5, 0.545])).toBe('warn');
  expect(of([22.4, 0.4], [0.5, 0.545])).toBe('fail');
});

test('a value that its metric cannot have is found among any others, and no possible ones are called so', () => {
  const share = fc.double({ min: 0.1, max: 1, noNaN: true });
  const shares = fc.array(share, { minLength: 2, maxLength: 6 });
  const name = fc.constantFrom('accuracy', 'macro_f1', 'val_acc', 'roc_auc');
  const wrong = fc.oneof(
    fc.double({ min: -100, max: -0.01, noNaN: true }),
    fc.double({ min: 1.001, max: 5, noNaN: true }),
    fc.double({ min: 25, max: 100, noNaN: true }),
    fc.double({ min: 100.1, max: 1e6, noNaN: true }),
  );
  fc.assert(
    fc.property(
      name,
      shares,
      shares,
      wrong,
      fc.boolean(),
      fc.boolean(),
      (metric, baseline, head, odd, isHead, first) => {
        const metrics = `name: ${metric}`;
        const scales = first ? 1 : 100;
        const scaled = {
          baseline: baseline.map((value) => scales * value),
          head: head.map((value) => scales * value),
        };
        expect(check(scaled, metrics).status).toBe('pass');
        const arm = isHead ? 'head' : 'baseline';
        expect(check({ baseline, head, [arm]: [...(isHead ? head : baseline), odd] }, metrics).status).toBe(
          'fail',
        );
      },
    ),
  );
});
