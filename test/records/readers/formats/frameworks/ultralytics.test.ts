import { expect, test } from 'vitest';
import { losses, readLog } from '../../run-directory.ts';

test.each([
  ['after-source/ultralytics-v8', [2, 4.75, 5.75], 'metrics/mAP50(B)'],
  ['after-source/ultralytics-v5', [1, 0.5625, 0.875], 'metrics/mAP_0.5'],
])('%s: metrics are validation, the loss is the sum of its parts', async (folder, loss, own) => {
  const content = await readLog(folder, ['map50']);
  expect(losses(content, -1)).toEqual(loss);
  expect(content.metrics.validation).toMatchObject({
    map50: 0.45,
    map50_95: 0.25,
    precision: 0.5,
    [own]: 0.45,
  });
  expect(content.metrics.test).toBeUndefined();
});
