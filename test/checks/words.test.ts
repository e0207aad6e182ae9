import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Gathered } from '../../src/checks/evidence.ts';
import { CHECKS } from '../../src/checks/registry.ts';
import { oneLine, showAlike } from '../../src/checks/words.ts';
import { ACCURACY, judge, named } from './judge.ts';
import { curves, record } from './records.ts';

const LIMIT = 140;

/** Letters, spaces, marks at which a sentence may be cut, brackets, and what takes two code units. */
const text = (maxLength: number) =>
  fc
    .array(fc.constantFrom('a', 'b', ' ', '; ', ', ', ': ', '(', ')', '[1, 2]', '−0.03', '🔥'), { maxLength })
    .map((parts) => parts.join(''));

test.each([
  [1.59, 2, ['1.59', '2.00']],
  [0.5, -0.25, ['0.50', '−0.25']],
  [0, 0.012, ['0.000', '0.012']],
  [12, 400, ['12', '400']],
  [1e-9, 2.5, ['1e−9', '2.5']],
  [Number.NaN, 0.5, ['NaN', '0.5']],
])('%d beside %d: %j', (one, other, texts) => {
  expect(showAlike(one, other)).toEqual(texts);
});

describe('a finding', () => {
  test('is one line, and nothing of it is lost', () => {
    fc.assert(
      fc.property(text(120), fc.option(text(20), { nil: undefined }), (message, evidence) => {
        const finding = {
          status: 'warn',
          value: 1,
          threshold: 0,
          interval: null,
          message,
          advice: null,
        } as const;
        const found = oneLine(evidence === undefined ? finding : { ...finding, evidence });
        expect([...found.message].length).toBeLessThanOrEqual(LIMIT);
        const letters = (all: string) => all.replaceAll(/[^ab🔥]/gu, '');
        expect(letters(`${found.message}${found.evidence ?? ''}`)).toBe(
          letters(`${message}${evidence ?? ''}`),
        );
      }),
    );
  });

  test('that passes says all that it has to say', () => {
    const message = 'x'.repeat(300);
    const finding = {
      status: 'pass',
      value: 1,
      threshold: 0,
      interval: null,
      message,
      advice: null,
    } as const;
    expect(oneLine(finding)).toBe(finding);
  });
});

/** What is wrong in the experiment below, so that the test speaks of something. */
const ALARMING = [
  ...['code-unchanged', 'data-files', 'evaluation-files', 'failed-runs', 'machine', 'metrics/test-gap'],
  ...['instability/failures', 'overfitting/gap', 'partly-seeded', 'seed-choice', 'test-set-reuse'],
];

/** An experiment in which many things are wrong, with names as long as they may be and values of any size. */
function broken(model: string, metric: string, path: string, size: number): Partial<Gathered> {
  const models = named('baseline', model);
  const metrics = [{ ...ACCURACY, name: metric, unit: 'none' as const }];
  const records = models.flatMap(({ name }) =>
    Array.from({ length: 12 }, (_, index) => {
      const isHead = name === model;
      if (isHead && index < 8)
        return record(name, index + 1, { status: 'crashed', failure: path, metrics: {} });
      const value = size * (1 + (isHead ? 0.5 : 0) + index / 1000) * (isHead && index === 11 ? 1e-3 : 1);
      return record(name, index + 1, {
        metrics: { validation: { [metric]: value * 3 }, test: { [metric]: value } },
        curves: curves(
          20,
          (epoch) => size / epoch,
          (epoch) => size * (1 + Math.abs(epoch - 4 - (index % 2))),
        ),
        cost: {
          wallSeconds: isHead ? 1e6 : 1,
          cpuSeconds: 1,
          peakMemoryBytes: null,
          machine: `${name} ${path}`,
        },
        parameters: isHead ? 1e12 : 7,
      });
    }),
  );
  return {
    models,
    metrics,
    records,
    comparisons: [],
    evaluationDigests: [
      { model: 'baseline', files: { [path]: 'a', [`${path}2`]: 'a' } },
      { model, files: { [path]: 'b', [`${path}2`]: 'c' } },
    ],
    codeChanges: { changed: [{ model, files: [path, `${path}2`], untracked: [path] }], added: [path] },
    dataChanges: [{ model, changes: [{ name: path, split: 'train', before: null, after: null }] }] as never,
    chosenSeeds: new Map([
      ['baseline', [1, 2, 3, 5, 8, 9, 10, 2 ** 31]],
      [model, [1, 2, 3, 5, 6, 8, 9, 10]],
    ]),
    testSetUse: {
      testSet: { digest: 'a'.repeat(64), examples: 50, disagreement: 0.5 },
      earlier: 1e6,
      added: 40,
    },
    sharedPredictions: [{ model, same: 900_000, of: 1_000_000 }],
    timeLimitLine: path,
  };
}

test('every check says what it warns of in one line, whatever the names and however large the numbers', () => {
  const alarming = new Set<string>();
  const name = (maxLength: number) =>
    fc.string({ minLength: 1, maxLength, unit: fc.constantFrom('m', 'W', '-', '_', '7') });
  fc.assert(
    fc.property(
      name(100),
      name(100),
      name(400),
      fc.constantFrom(1e-12, 0.001, 1, 1e6, 1e100),
      (model, metric, path, size) => {
        fc.pre(model !== 'baseline');
        for (const check of CHECKS) {
          for (const { id, status, message } of judge(check, broken(model, metric, path, size))) {
            if (status !== 'warn' && status !== 'fail') continue;
            alarming.add(id);
            expect([...message].length, `${id}: ${message}`).toBeLessThanOrEqual(LIMIT);
          }
        }
      },
    ),
    { numRuns: 8 },
  );
  expect([...alarming]).toEqual(expect.arrayContaining(ALARMING));
});
