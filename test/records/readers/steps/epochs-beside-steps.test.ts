import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { losses, read } from '../run-directory.ts';

const jsonLines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const DIVIDED =
  'JSON lines by step: some values are logged by 3 epochs and others by 30 steps; the steps were divided evenly among the epochs';

describe('a log whose training counts steps and whose validation counts epochs', () => {
  const train = (step: number) => ({ step, train_loss: 100 - step });
  const rows = [1, 2, 3].flatMap((epoch) => [
    ...Array.from({ length: 10 }, (_, at) => train(10 * (epoch - 1) + at + 1)),
    { step: epoch, val_loss: epoch, val_accuracy: epoch / 10 },
  ]);

  it('is read by epoch, and the last validation value is the last', async () => {
    const content = await read({ 'log.jsonl': jsonLines(rows) });
    expect(content.curves.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(losses(content, 0)).toEqual([1, 94.5, 1]);
    expect(losses(content, -1)).toEqual([3, 74.5, 3]);
    expect(content.metrics.validation).toEqual({ loss: 3, accuracy: 0.3 });
    expect(content.warnings).toEqual([DIVIDED]);
  });

  it('takes the epochs that the rows of training state, from 0 on as well', async () => {
    const stated = rows.map((row) => {
      const { step } = row;
      // An epoch of 5, 10 and 15 steps.
      return 'train_loss' in row ? { ...row, epoch: step <= 5 ? 0 : step <= 15 ? 1 : 2 } : row;
    });
    const content = await read({ 'log.jsonl': jsonLines(stated) });
    expect(content.curves.map(({ train: { loss } }) => loss)).toEqual([97, 89.5, 77]);
    expect(content.metrics.validation?.accuracy).toBe(0.3);
  });

  it('is the same in a CSV', async () => {
    const header = 'step,train_loss,val_loss,val_accuracy\n';
    const cells = rows.map((row) =>
      'train_loss' in row
        ? `${row.step},${row.train_loss},,\n`
        : `${row.step},,${row.val_loss},${row.val_accuracy}\n`,
    );
    const content = await read({ 'metrics.csv': header + cells.join('') });
    expect(losses(content, -1)).toEqual([3, 74.5, 3]);
  });

  it('a metric that names no split keeps its last value, too: no mean over several epochs', async () => {
    const unnamed = rows.map((row) =>
      'val_loss' in row ? { step: row.step, score: row.val_accuracy } : row,
    );
    const { curves } = await read({ 'log.jsonl': jsonLines(unnamed) });
    expect(curves.map(({ train: { score } }) => score)).toEqual([0.1, 0.2, 0.3]);
  });

  it('whatever the lengths: the last value of validation is final, and no training value is lost', async () => {
    const lengths = fc.record({
      epochs: fc.integer({ min: 2, max: 8 }),
      steps: fc.integer({ min: 4, max: 30 }),
      from: fc.constantFrom(0, 1),
    });
    await fc.assert(
      fc.asyncProperty(lengths, async ({ epochs, steps, from }) => {
        const lines = Array.from({ length: epochs }, (_, epoch) => [
          ...Array.from({ length: steps }, (_, at) => ({
            step: epoch * steps + at + from,
            train_loss: epoch,
          })),
          { step: epoch + from, val_loss: epoch / 7 },
        ]).flat();
        const content = await read({ 'log.jsonl': jsonLines(lines) });
        expect(content.metrics.validation?.loss).toBe((epochs - 1) / 7);
        // Each epoch has one training loss of its own, so even division finds it.
        expect(content.curves.map(({ train: { loss } }) => loss)).toEqual(
          Array.from({ length: epochs }, (_, epoch) => epoch),
        );
      }),
      { numRuns: 20 },
    );
  });
});
