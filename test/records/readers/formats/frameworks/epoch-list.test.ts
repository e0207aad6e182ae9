import { expect, it } from 'vitest';
import { losses, readLog, refusal } from '../../run-directory.ts';

it("skorch's history", async () => {
  const content = await readLog('skorch/run', ['accuracy']);
  expect(content.curves).toHaveLength(4);
  expect(losses(content, -1)).toEqual([4, expect.any(Number), 1.2855515480041504]);
  expect(content.metrics.validation).toEqual({
    loss: 1.2855515480041504,
    acc: 0.8101851851851852,
    accuracy: 0.8101851851851852,
  });
});

it('a list in which an entry has no epoch is none', async () => {
  expect(await refusal({ 'h.json': [{ epoch: 1, loss: 2 }, { loss: 1 }] })).toContain('nothing to read');
});
