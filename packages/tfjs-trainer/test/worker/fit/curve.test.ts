import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../../test/support/temporary.ts';
import { Curve } from '../../../src/worker/fit/curve.ts';

test('writes a line an epoch, at once', async () => {
  const folder = await temporaryFolder();
  const curve = new Curve(folder);
  const text = () => readFile(join(folder, 'log.jsonl'), 'utf8');
  expect(await text()).toBe('');
  curve.report(1, { train: { loss: 0.5 }, validation: { loss: 0.75, accuracy: 1 } });
  expect(await text()).toBe('{"epoch":1,"train":{"loss":0.5},"validation":{"loss":0.75,"accuracy":1}}\n');
  curve.report(2, {});
  expect(await text()).toMatch(/\{"epoch":2,"train":\{\},"validation":\{\}\}\n$/);
});

test('a training loss that is not finite is diverged, another value is left out', async () => {
  const curve = new Curve(await temporaryFolder());
  curve.report(1, { train: { loss: 1, f1: Number.NaN }, validation: { loss: Number.POSITIVE_INFINITY } });
  expect(() => curve.report(2, { train: { loss: Number.POSITIVE_INFINITY } })).toThrow(
    'loss is Infinity in epoch 2',
  );
});

test('refuses what is no number', async () => {
  const curve = new Curve(await temporaryFolder());
  expect(() => curve.report(1, { train: { loss: '0.5' as unknown as number } })).toThrow(
    'report(1, …): train.loss is "0.5", not a number',
  );
  expect(() => curve.report(Number.NaN, {})).toThrow('the epoch must be a number');
});
