/** Event files beyond a single chunk, and frames that are made to do harm. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import crc32c from 'crc-32/crc32c.js';
import Pbf from 'pbf';
import { expect, it, test } from 'vitest';
import { readRunDirectory } from '../../../src/records/readers/read-run-directory.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { event, frame } from './event-file.ts';

const EVENTS = fileURLToPath(
  new URL('../../../fixtures/logs/tensorboard/run/pytorch/events.out.tfevents.0.host', import.meta.url),
);

/** RFC 3720, B.4: CRC-32C of 32 bytes of zeros. */
test('the checksum is CRC-32C', () => {
  expect(crc32c.buf(new Uint8Array(32)) >>> 0).toBe(0x8a9136aa);
});

async function read(bytes: Uint8Array, folder = 'run') {
  const directory = await temporaryFolder();
  await mkdir(join(directory, folder));
  await writeFile(join(directory, folder, 'events.out.tfevents.1.host'), bytes);
  const warnings: string[] = [];
  const content = await readRunDirectory(directory, {
    declaredMetrics: [],
    warn: (message) => warnings.push(message),
  });
  return { ...content, warnings };
}

it('records that lie across chunks are whole', async () => {
  const once = await readFile(EVENTS);
  const { curves, metrics } = await read(Buffer.concat(Array.from({ length: 300 }, () => once)));
  expect(curves).toHaveLength(4);
  expect(metrics.validation?.loss).toBeCloseTo(0.44743627309799194, 6);
});

it('a record may be larger than a chunk', async () => {
  const graph = new Pbf();
  graph.writeBytesField(4, new Uint8Array(3_000_000));
  const { metrics } = await read(Buffer.concat([frame(graph.finish()), event(1, 'eval/loss', 0.5)]));
  expect(metrics.validation).toEqual({ loss: 0.5 });
});

it.each([
  ['validation', 'epoch_loss', 'validation', 'loss'],
  ['train', 'epoch_accuracy', 'train', 'accuracy'],
  ['loss_train', 'loss', 'train', 'loss'],
] as const)('in a folder %s the tag %s is of %s', async (folder, tag, split, name) => {
  const { curves } = await read(event(1, tag, 0.5), folder);
  expect(curves[0]?.[split]).toEqual({ [name]: 0.5 });
});

it('what Keras logs against batches, and Lightning without being asked, is no metric', async () => {
  const bytes = Buffer.concat([
    event(1, 'epoch_loss', 0.5),
    event(1, 'evaluation_loss_vs_iterations', 9),
    event(1, 'hp_metric', -1),
  ]);
  expect((await read(bytes, 'validation')).metrics.validation).toEqual({ loss: 0.5 });
});

it('a loss that is NaN is a divergence', async () => {
  const bytes = Buffer.concat([event(1, 'Loss/train', 0.5), event(2, 'Loss/train', Number.NaN)]);
  const { status, failure, curves } = await read(bytes);
  expect({ status, failure }).toEqual({
    status: 'diverged',
    failure: 'run/events.out.tfevents.1.host: Loss/train at step 2 is NaN',
  });
  expect(curves).toEqual([{ epoch: 1, train: { loss: 0.5 }, validation: {} }]);
});

it('a field that goes beyond its record is refused, whatever stands behind it', async () => {
  const lies = frame(Uint8Array.from([0x2a, 0x7f, 0x0a, 0x01]));
  await expect(read(Buffer.concat([lies, event(1, 'loss', 1)]))).rejects.toThrow(
    'record 1 is not an event of TensorBoard',
  );
});
