import { expect, test } from 'vitest';
import { describeCost, describeOutput, renderExamination } from '../../src/report/examination.ts';
import { record } from '../checks/records.ts';

const GIGABYTE = 2 ** 30;
const run = (wallSeconds: number, peakMemoryBytes: number | null) =>
  record('head', 1, { cost: { wallSeconds, cpuSeconds: null, peakMemoryBytes } });

test.each([
  [[6, 25], 2, 2, '30 s and 2048 MB per run; 12 to 50 runs, 3 min to 13 min, 2 at a time'],
  [[8], 3, 2, '30 s and 2048 MB per run; 24 runs, 6 min, 2 at a time'],
  // No experiment is shorter than one of its runs.
  [[6, 25], 2, 50, '30 s and 2048 MB per run; 12 to 50 runs, 30 s, 50 at a time'],
])('what an experiment of looks %j costs', (looks, models, parallel, said) => {
  const records = [run(20, GIGABYTE), run(40, 2 * GIGABYTE)];
  expect(describeCost(records, { looks, models, parallel }).message).toBe(said);
});

test('memory that nobody measured is not said', () => {
  expect(describeCost([run(1, null)], { looks: [6], models: 2, parallel: 1 }).message).toMatch(
    /^1\.0 s per run; /,
  );
});

test('curves and predictions, and what they would unlock where there are none', () => {
  const losses = (epochs: number) =>
    Array.from({ length: epochs }, (_, epoch) => ({ epoch, train: { loss: 1 }, validation: { loss: 1 } }));
  const [curves, predictions] = describeOutput([
    record('a', 1, { curves: losses(20) }),
    record('b', 1, { curves: losses(12) }),
  ]);
  expect(curves).toMatchObject({ status: 'ok', message: 'losses of 12 epochs, of training and validation' });
  expect(predictions).toMatchObject({
    status: 'note',
    message: expect.stringContaining('save predictions.jsonl'),
  });
  expect(describeOutput([record('a', 1, { curves: [] })])[0]?.message).toMatch(
    /^none; .*write both losses by epoch to a file.* trainer\.printed/,
  );
});

test.each([
  ['a', 'a', 'ok', /for new test examples$/],
  ['a', 'b', 'note', /^by example, but each seed has its own test set; give its split/],
  [null, null, 'note', /^none by example, so the verdict is for this test set; save/],
])('predictions on the examples %j and %j', (first, second, status, message) => {
  const records = [first, second].map((examples, at) =>
    record('a', at + 1, { predictions: examples === null ? null : { file: 'x', sha256: 'x', examples } }),
  );
  expect(describeOutput(records)[1]).toMatchObject({
    status,
    message: expect.stringMatching(message),
  });
});

test('what a program says cannot draw lines of its own', () => {
  const text = renderExamination(
    [{ topic: 'runs', status: 'fault', message: 'bad\n✓ seed: fine\u001b[2J' }],
    'conclusive run',
  );
  expect(text).toMatch(/^✗ runs: bad .*fine.*\n\n1 to fix before the first verdict\.\n$/);
  expect(text).not.toContain('\u001b');
});
