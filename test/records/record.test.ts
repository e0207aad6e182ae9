import { describe, expect, it, test } from 'vitest';
import { nameSchema } from '../../src/config/names.ts';
import { runRecordSchema } from '../../src/records/record.ts';

const RECORD = {
  schema: 'conclusive.run/1',
  fingerprint: '0'.repeat(64),
  model: 'baseline',
  seed: 0,
  params: {},
  commit: null,
  status: 'ok',
  failure: null,
  divergedBy: null,
  curves: [],
  metrics: {},
  slices: {},
  predictions: null,
  parameters: null,
  environment: {},
  cost: { wallSeconds: 0, cpuSeconds: null, peakMemoryBytes: null },
};

function accepts(change: object): boolean {
  return runRecordSchema.safeParse({ ...RECORD, ...change }).success;
}

function names(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`name ${index}`, index]));
}

describe('the run record', () => {
  it('takes a run that left next to nothing', () => {
    expect(accepts({})).toBe(true);
  });

  it('may have metrics of some splits only', () => {
    expect(accepts({ metrics: { test: { accuracy: 1 } } })).toBe(true);
    expect(accepts({ metrics: { test: { accuracy: 1 }, shifted: {} } })).toBe(true);
  });

  test.each([
    ['a split that does not exist', { metrics: { holdout: { accuracy: 1 } } }],
    ['a split without values', { metrics: { test: undefined } }],
    ['NaN', { metrics: { test: { accuracy: Number.NaN } } }],
    ['infinity', { metrics: { test: { accuracy: Number.POSITIVE_INFINITY } } }],
    ['a number as text', { metrics: { test: { accuracy: '1' } } }],
    ['more than 1000 metrics', { metrics: { test: names(1001) } }],
    ['more than 1000 parameters', { params: names(1001) }],
    ['more than 100 facts about the environment', { environment: { ...names(101) } }],
    ['epochs out of order', { curves: [2, 1].map((epoch) => ({ epoch, train: {}, validation: {} })) }],
    ['an epoch that stands twice', { curves: [1, 1].map((epoch) => ({ epoch, train: {}, validation: {} })) }],
    ['a status of its own', { status: 'fine' }],
    ['a failure that is a novel', { failure: 'x'.repeat(4001) }],
    ['a seed below 0', { seed: -1 }],
    ['a seed beyond exact integers', { seed: 2 ** 53 }],
    ['predictions elsewhere', { predictions: { file: '../secret', sha256: '0'.repeat(64) } }],
    [
      'more time than there was',
      { cost: { wallSeconds: 1, cpuSeconds: Number.MAX_VALUE, peakMemoryBytes: null } },
    ],
    ['a commit that is an option of git', { commit: '--upload-pack=x' }],
  ])('refuses %s', (_, change) => {
    expect(accepts(change)).toBe(false);
  });

  it('drops keys that it does not know, so that records of a later version stay readable', () => {
    const parsed = runRecordSchema.parse({ ...RECORD, later: 1, cost: { ...RECORD.cost, joules: 5 } });
    expect(parsed).toEqual(RECORD);
  });

  test.each(['params', 'environment', 'slices', 'metrics'])(
    'a key __proto__ in %s reaches neither the record nor any prototype',
    (field) => {
      const hostile = JSON.parse('{"__proto__": {"polluted": 1}}') as object;
      const parsed = runRecordSchema.parse({ ...RECORD, [field]: hostile });
      expect(parsed).toEqual(RECORD);
      expect(Object.getPrototypeOf(parsed[field as 'params'])).toBe(Object.prototype);
      expect('polluted' in parsed[field as 'params']).toBe(false);
    },
  );

  test.each(['constructor', 'prototype'])('a parameter cannot be called %s', (name) => {
    expect(accepts({ params: { [name]: 1 } })).toBe(false);
  });
});

describe('a name that another program chose', () => {
  test.each(['accuracy', 'Präzision', '精度', 'top-5 accuracy (%)', 'a/b.c', '👩‍🔬'])(
    'may be "%s"',
    (name) => {
      expect(nameSchema.safeParse(name).success).toBe(true);
    },
  );

  test.each([
    ['empty', ''],
    ['too long', 'x'.repeat(101)],
    ['broken over lines', 'a\nb'],
    ['a terminal escape', '\u001b[31mred'],
    ['reserved', '__proto__'],
  ])('may not be %s', (_, name) => {
    expect(nameSchema.safeParse(name).success).toBe(false);
  });
});
