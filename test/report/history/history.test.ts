import { expect, test } from 'vitest';
import { entryOf, HISTORY_SCHEMA, historySchema, withEntry } from '../../../src/report/history/history.ts';
import { everySample } from '../../support/every-sample.ts';
import { better } from '../../support/samples.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1) + minute * 60_000);
const commit = (n: number) => n.toString(16).padStart(40, '0');

test('every result makes an entry that a later run can read, with the means of its primary metrics', () => {
  for (const [name, result] of everySample) {
    const entry = entryOf(result, commit(1), at(1));
    const parsed = historySchema.safeParse(
      JSON.parse(JSON.stringify({ schema: HISTORY_SCHEMA, config: 'c', entries: [entry] })),
    );
    expect(parsed.error, name).toBeUndefined();
  }
});

test('the interval is that of t for the mean over seeds', () => {
  const models = [
    {
      ...better.models[0],
      name: 'm',
      values: { macro_f1: [1, 2, 3].map((value, seed) => ({ seed, value })) },
    },
  ];
  const [metric] = entryOf({ ...better, models } as typeof better, commit(1), at(1)).metrics;
  // R: t.test(c(1, 2, 3))$conf.int
  expect(metric?.models[0]).toMatchObject({ mean: 2, runs: 3 });
  expect(metric?.models[0]?.low).toBeCloseTo(-0.4841377, 6);
  expect(metric?.models[0]?.high).toBeCloseTo(4.4841377, 6);
});

test('a commit has one entry, in the order of time, and of too many the oldest go', () => {
  let history = historySchema.parse({ schema: HISTORY_SCHEMA, config: 'c', entries: [] });
  for (let n = 250; n >= 1; n--) history = withEntry(history, entryOf(better, commit(n), at(n)));
  history = withEntry(history, entryOf(better, commit(249), at(249)));
  expect(history.entries).toHaveLength(200);
  expect(history.entries.at(-1)?.commit).toBe(commit(250));
});
