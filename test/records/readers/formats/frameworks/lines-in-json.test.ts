import { expect, it } from 'vitest';
import { losses, read, readLog } from '../../run-directory.ts';

it('MMEngine: training by step and validation by epoch, the last of which is final', async () => {
  const content = await readLog('mmengine/run', ['accuracy/top1']);
  // fixtures/logs/mmengine/run/vis_data/scalars.json, last line
  expect(content.metrics).toEqual({ validation: { 'accuracy/top1': 91.94444444444444 } });
  expect(content.curves.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
  expect(content.warnings).toEqual([expect.stringContaining('assigned to the epochs in their rows')]);
});

it('Detectron2: evaluations stand in lines of training, and the file is called metrics.json', async () => {
  const content = await readLog('after-source/detectron2', ['bbox/AP']);
  expect(content.metrics).toEqual({ validation: { 'bbox/AP': 30.5, 'bbox/AP50': 50.25 } });
  expect(losses(content, -1)).toEqual([59, expect.any(Number), undefined]);
});

it('a cut-off metrics.json is no log of lines', async () => {
  await expect(read({ 'metrics.json': '{"accuracy": 0.9' }, ['accuracy'])).rejects.toThrow(
    'metrics.json: not valid JSON',
  );
});
