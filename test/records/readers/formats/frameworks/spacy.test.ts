import { expect, it } from 'vitest';
import { read, readLog } from '../../run-directory.ts';

it('scores of the dev corpus are validation, in the log as in meta.json, on one scale', async () => {
  const { metrics, curves } = await readLog('spacy/run');
  expect(metrics.test).toBeUndefined();
  expect(metrics.validation).toMatchObject({ tag_acc: 1, pos_acc: 0 });
  expect(curves.at(-1)?.validation.tag_acc).toBe(1);
  expect(curves.at(-1)?.train.loss).toBeGreaterThan(0);
});

it('the best model gives way to the last one, and is told as chosen where it is alone', async () => {
  const meta = (tag_acc: number) => ({ spacy_version: '3', performance: { tag_acc } });
  const both = await read({ 'model-best/meta.json': meta(0.9), 'model-last/meta.json': meta(0.8) });
  expect(both.metrics.validation).toEqual({ tag_acc: 0.8 });
  const alone = await read({ 'model-best/meta.json': meta(0.9) });
  expect(alone.origins?.validation?.tag_acc?.selected).toBe('name');
});
