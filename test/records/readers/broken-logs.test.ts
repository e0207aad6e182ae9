/** What fixtures/logs/broken/make.py did to real logs, and what becomes of it: a clear refusal, or a record with a word on it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readRunDirectory } from '../../../src/records/readers/read-run-directory.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const BROKEN = fileURLToPath(new URL('../../../fixtures/logs/broken', import.meta.url));

test.each([
  ['csv-decimal-comma', 'training.csv:2: loss must be a number, found "2,2"'],
  ['csv-empty', 'nothing to read in the run directory. '],
  ['csv-latin1', 'training.csv: is not UTF-8 text; save it as UTF-8'],
  ['csv-mixed-separators', 'training.csv: not valid CSV: 4 cells instead of 5 on line 3'],
  ['events-flipped', 'events.out.tfevents.0.host: record 4 has a wrong checksum: the file is damaged'],
  ['events-huge-length', 'events.out.tfevents.0.host: record 1 has a wrong checksum'],
  ['json-cut', 'trainer_state.json: not valid JSON: '],
  ['json-empty', 'all_results.json: not valid JSON: it is empty'],
  ['npy-alone', 'predictions.npy: the labels are missing; save them beside it as labels.npy'],
  [
    'npy-cut',
    'test_labels.npy: 472 bytes of data where shape (60) of <i8 needs 480; was it written to the end?',
  ],
  ['npy-lengths', 'predictions.npy: 4 examples, but 60 labels'],
  ['npy-object', 'labels.npy: arrays of type "|O" are not read; save numbers, booleans or texts'],
  ['wandb-flipped', 'run-1.wandb: byte 264 has a wrong checksum: the file is damaged'],
])('%s is refused', async (folder, message) => {
  await expect(readRunDirectory(join(BROKEN, folder), { declaredMetrics: [] })).rejects.toThrow(message);
});

test.each([
  [
    'csv-cut',
    3,
    'ok',
    null,
    [
      'training.csv:5: the last line may have been cut off and was left out; end every line, the last one too, with a line break',
    ],
  ],
  [
    'csv-duplicate-epochs',
    4,
    'ok',
    null,
    [
      'training.csv:6: accuracy goes back from epoch 3 to 0, as when a run is resumed; what the file said before of epochs from 0 on does not count',
    ],
  ],
  [
    'csv-resumed-short',
    2,
    'ok',
    null,
    [
      'training.csv:6: accuracy goes back from epoch 3 to 1, as when a run is resumed; what the file said before of epochs from 1 on does not count',
    ],
  ],
  [
    'jsonl-resumed-short',
    2,
    'ok',
    null,
    [
      'log.jsonl:5: accuracy goes back from epoch 3 to 1, as when a run is resumed; what the file said before of epochs from 1 on does not count',
    ],
  ],
  ['csv-header-only', 0, 'ok', null, []],
  ['csv-utf16', 4, 'ok', null, []],
  ['events-cut', 4, 'ok', null, ['events.out.tfevents.0.host: the last record breaks off and was left out']],
  ['events-empty', 0, 'ok', null, []],
  ['json-infinity', 0, 'diverged', 'all_results.json: eval_loss is Infinity', []],
  ['json-nan', 3, 'diverged', 'trainer_state.json: loss at step 28 is NaN', []],
  [
    'resumed',
    4,
    'ok',
    null,
    [
      'plots/metrics/train/loss.tsv: the steps go back, as when a run is resumed; of two values for one step the later counts',
    ],
  ],
  ['wandb-cut', 4, 'ok', null, ['run-1.wandb: the last record breaks off and was left out']],
])('%s is read: %i points, %s', async (folder, points, status, failure, expected) => {
  const warnings: string[] = [];
  const content = await readRunDirectory(join(BROKEN, folder), {
    declaredMetrics: [],
    warn: (message) => warnings.push(message),
  });
  expect(content.curves).toHaveLength(points);
  expect({ status: content.status, failure: content.failure, warnings }).toEqual({
    status,
    failure,
    warnings: expected,
  });
});

test('a run that was resumed has the values of its second half', async () => {
  const { curves } = await readRunDirectory(join(BROKEN, 'resumed'), { declaredMetrics: [] });
  expect(curves.map(({ train }) => train.loss)).toEqual([0.8795092105865479, 0.610001802444458, 0.5, 0.42]);
});

test.each(['csv-resumed-short', 'jsonl-resumed-short'])(
  '%s: the final value is that of the run that was taken up again, not of the one that was abandoned',
  async (folder) => {
    const { curves, metrics } = await readRunDirectory(join(BROKEN, folder), { declaredMetrics: [] });
    expect(curves.map(({ epoch }) => epoch)).toEqual([0, 1]);
    expect(metrics.validation).toEqual({ accuracy: 0.52, loss: 1.85 });
  },
);

test.each([
  {
    title: 'what is measured in every second epoch is dropped with the rest',
    rows: ['1,5,', '2,4,0.4', '3,3,', '4,2,0.8', '3,3,'],
    epochs: [1, 2, 3],
    validation: { accuracy: 0.4 },
  },
  {
    title: 'rows of one split after those of another are no run that was taken up again',
    rows: ['1,5,', '2,4,', '3,3,', '1,,0.1', '2,,0.2', '3,,0.3'],
    epochs: [1, 2, 3],
    validation: { accuracy: 0.3 },
  },
])('$title', async ({ rows, epochs, validation }) => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'log.csv'), ['epoch,train_loss,val_accuracy', ...rows, ''].join('\n'));
  const { curves, metrics } = await readRunDirectory(folder, { declaredMetrics: ['accuracy'] });
  expect(curves.map(({ epoch }) => epoch)).toEqual(epochs);
  expect(metrics).toEqual({ validation });
});

test.each([
  ['log.csv', 'epoch,loss\n1,2\n2,nan\n3,nan\n2,1.5\n3,1\n'],
  [
    'log.jsonl',
    '{"epoch":1,"loss":2}\n{"epoch":2,"loss":NaN}\n{"epoch":2,"loss":1.5}\n{"epoch":1,"loss":2}\n{"epoch":2,"loss":1}\n',
  ],
  ['log.csv', 'step,loss\n1,2\n2,nan\n3,nan\n2,1.5\n3,1\n'],
])('a NaN of what a resumed run has replaced is none of its own: %s', async (name, text) => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, name), text);
  const { status, curves } = await readRunDirectory(folder, { declaredMetrics: [], warn: () => {} });
  expect(status).toBe('ok');
  expect(curves.at(-1)?.train).toEqual({ loss: 1 });
});

test.each([
  [
    'before the epochs that were done again',
    'epoch,loss\n1,nan\n2,2\n3,2\n2,1.5\n',
    'log.csv:2: loss is NaN',
  ],
  [
    'in the part that was done again',
    'epoch,loss\n1,2\n2,nan\n1,1.5\n2,inf\n',
    'log.csv:5: loss is Infinity',
  ],
])('a NaN %s is', async (_, text, failure) => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'log.csv'), text);
  const content = await readRunDirectory(folder, { declaredMetrics: [], warn: () => {} });
  expect({ status: content.status, failure: content.failure }).toEqual({ status: 'diverged', failure });
});
