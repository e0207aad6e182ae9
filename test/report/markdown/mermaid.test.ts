import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderComment } from '../../../src/report/comment.ts';
import { everySample } from '../../support/every-sample.ts';
import { mermaidBlocks, parseMermaid } from '../../support/mermaid.ts';
import * as samples from '../../support/samples.ts';

const drawn = everySample.filter(([, result]) => result.curves.length > 0);

test.each(drawn)("mermaid's own parser takes the chart of %s", async (_, result) => {
  const blocks = mermaidBlocks(renderComment(result));
  expect(await Promise.all(blocks.map(parseMermaid))).toEqual(['xychart']);
});

test("mermaid's own parser takes every chart, whatever the losses", async () => {
  const loss = fc.oneof(
    fc.double(),
    fc.double({ min: 0, max: 10 }),
    fc.constantFrom(0, -0, 1e-300, 1e-7, 1e8, 1e300),
  );
  const curve = (model: string) =>
    fc.array(fc.tuple(loss, loss), { maxLength: 30 }).map((points) => ({
      model,
      runs: 3,
      epochs: points.map((_, i) => i + 1),
      train: points.map(([train]) => train),
      validation: points.map(([, validation]) => validation),
    }));
  await fc.assert(
    fc.asyncProperty(curve('baseline'), curve('head'), async (baseline, head) => {
      const blocks = mermaidBlocks(renderComment({ ...samples.better, curves: [baseline, head] }));
      for (const block of blocks) expect(await parseMermaid(block)).toBe('xychart');
    }),
    { numRuns: 30 },
  );
});

test('a chart that mermaid cannot take is found out', async () => {
  await expect(parseMermaid('xychart-beta\n  line [1, 1e-7]')).rejects.toThrow('Parse error');
});
