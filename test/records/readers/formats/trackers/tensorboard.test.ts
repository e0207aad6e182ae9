import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Pbf from 'pbf';
import { expect, it, test } from 'vitest';
import { event, frame } from '../../event-file.ts';
import { expectFourSteps } from '../../four-steps.ts';
import { LOGS, losses, outcomeOf, read, readLog } from '../../run-directory.ts';

const EVENTS = join(LOGS, 'tensorboard/run/pytorch/events.out.tfevents.0.host');

const readEvents = (bytes: Uint8Array, folder = 'run') =>
  read({ [`${folder}/events.out.tfevents.1.host`]: bytes });

test.each([
  ['PyTorch, simple values', 'tensorboard/run/pytorch'],
  ['PyTorch, tensors', 'tensorboard/run/tensors'],
  ['PyTorch, a folder a curve', 'tensorboard/run/scalars'],
  ['tensorboardX', 'tensorboard/run/tensorboardx'],
])('a log that %s wrote', async (_, folder) => {
  await expectFourSteps(folder);
});

it('Ignite: training and validation are evaluated alike', async () => {
  const { curves } = await readLog('ignite/run');
  expect(curves).toHaveLength(4);
  expect(Object.keys(curves[3]?.train ?? {}).sort()).toEqual(['accuracy', 'loss']);
  expect(curves[3]?.validation.accuracy).toBeCloseTo(0.922222, 5);
});

// What CSVLogger wrote in the same run.
test.each([
  ['by epoch', 'by-epoch'],
  ['by batch beside the epoch', 'by-batch'],
])('Keras, %s: training and validation are the same curve', async (_, folder) => {
  const content = await readLog(`keras-tensorboard/run/${folder}`);
  expect(content.curves.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3]);
  for (const [index, expected] of [
    [0, 2.299896478652954, 2.2181639671325684],
    [3, 1.8304177522659302, 1.7448770999908447],
  ].entries()) {
    expect(losses(content, -index)).toEqual(expected);
  }
  expect(content.metrics).toEqual({
    validation: { loss: 1.7448770999908447, accuracy: 0.5277777910232544 },
  });
  expect(content.curves[0]?.train).not.toHaveProperty('batch_loss');
  expect(content.warnings).toEqual([]);
});

it('records that lie across chunks are whole', async () => {
  const once = await readFile(EVENTS);
  const { curves, metrics } = await readEvents(Buffer.concat(Array.from({ length: 300 }, () => once)));
  expect(curves).toHaveLength(4);
  expect(metrics.validation?.loss).toBeCloseTo(0.44743627309799194, 6);
});

it('a record may be larger than a chunk', async () => {
  const graph = new Pbf();
  graph.writeBytesField(4, new Uint8Array(3_000_000));
  const { metrics } = await readEvents(Buffer.concat([frame(graph.finish()), event(1, 'eval/loss', 0.5)]));
  expect(metrics.validation).toEqual({ loss: 0.5 });
});

it.each([
  ['validation', 'epoch_loss', 'validation', 'loss'],
  ['train', 'epoch_accuracy', 'train', 'accuracy'],
  ['loss_train', 'loss', 'train', 'loss'],
] as const)('in a folder %s the tag %s is of %s', async (folder, tag, split, name) => {
  const { curves } = await readEvents(event(1, tag, 0.5), folder);
  expect(curves[0]?.[split]).toEqual({ [name]: 0.5 });
});

it('what Keras logs against batches, and Lightning without being asked, is no metric', async () => {
  const bytes = Buffer.concat([
    event(1, 'epoch_loss', 0.5),
    event(1, 'evaluation_loss_vs_iterations', 9),
    event(1, 'hp_metric', -1),
  ]);
  expect((await readEvents(bytes, 'validation')).metrics.validation).toEqual({ loss: 0.5 });
});

it('a loss that is NaN is a divergence', async () => {
  const bytes = Buffer.concat([event(1, 'Loss/train', 0.5), event(2, 'Loss/train', Number.NaN)]);
  const { status, failure, curves } = await readEvents(bytes);
  expect({ status, failure }).toEqual({
    status: 'diverged',
    failure: 'run/events.out.tfevents.1.host: Loss/train at step 2 is NaN',
  });
  expect(curves).toEqual([{ epoch: 1, train: { loss: 0.5 }, validation: {} }]);
});

it('a field that goes beyond its record is refused, whatever stands behind it', async () => {
  const lies = frame(Uint8Array.from([0x2a, 0x7f, 0x0a, 0x01]));
  await expect(readEvents(Buffer.concat([lies, event(1, 'loss', 1)]))).rejects.toThrow(
    'record 1 is not a TensorBoard event',
  );
});

test.each([
  ['test_run', 'accuracy', 'train', 'accuracy'],
  ['run_test', 'accuracy', 'train', 'accuracy'],
  ['val_2026', 'loss', 'train', 'loss'],
  ['test', 'accuracy', 'test', 'accuracy'],
  ['validation', 'epoch_loss', 'validation', 'loss'],
  ['loss_test', 'loss', 'test', 'loss'],
  ['Metrics_loss_val', 'Metrics/loss', 'validation', 'Metrics/loss'],
])('in a folder %s the tag %s is of the %s split', async (folder, tag, split, name) => {
  const { metrics, curves } = await read({ [`${folder}/events.out.tfevents.1.host`]: event(1, tag, 0.5) });
  const found = { train: curves[0]?.train, ...metrics } as Record<string, object | undefined>;
  expect(found[split]).toEqual({ [name]: 0.5 });
});

test.each([
  ['events-flipped', 'events.out.tfevents.0.host: record 4 has a wrong checksum: the file is damaged'],
  ['events-huge-length', 'events.out.tfevents.0.host: record 1 has a wrong checksum'],
])('%s is refused', async (folder, message) => {
  await expect(readLog(`broken/${folder}`)).rejects.toThrow(message);
});

test.each([
  ['events-cut', 4, ['events.out.tfevents.0.host: the last record is incomplete and was left out']],
  ['events-empty', 0, []],
])('%s is read: %i points', async (folder, points, warnings) => {
  const expected = { points, status: 'ok', failure: null, warnings };
  expect(outcomeOf(await readLog(`broken/${folder}`))).toEqual(expected);
});
