import { describe, expect, test } from 'vitest';
import type { Guard } from '../../../../src/analysis/compare/comparison.ts';
import { evidenceLine } from '../../../../src/report/content/headline/evidence-line.ts';
import { guardLine, guardMethod } from '../../../../src/report/content/tables/guards.ts';
import { secondaryMetrics } from '../../../../src/report/content/tables/secondary.ts';
import { viewOf } from '../../../../src/report/view.ts';
import { plain, plainBlocks } from '../../../support/plain.ts';
import * as samples from '../../../support/samples.ts';

/** The better result with a guard on its secondary metric, accuracy. */
function guarded(status: Guard['status']) {
  const guard: Guard = {
    margin: 0.01,
    status,
    pValue: 0.004,
    pValueAdjusted: 0.008,
    significanceLevel: 0.025,
    pairs: 6,
    reason: null,
  };
  const comparisons = samples.better.comparisons.map((one) =>
    one.role === 'secondary' ? { ...one, guard } : one,
  );
  return viewOf({ ...samples.better, comparisons });
}

describe('guards', () => {
  test.each([
    ['shown', 'is not worse by 1 point or more', 'Accuracy, guarded: holds'],
    ['worse', 'is worse by more than 1 point', 'Accuracy, guarded: worse'],
    ['not-shown', 'may be worse by more than 1 point', 'Accuracy, guarded: not shown'],
  ] as const)('that are %s say so in a line and in the table', (status, words, cell) => {
    const view = guarded(status);
    expect(plain(guardLine(view)).replaceAll('\u00a0', ' ')).toMatch(
      new RegExp(
        `^Guarded: accuracy ${words} \\(.* pts, 95 % interval \\[.*\\], p 0\\.0080?, needs ≤ 0\\.025\\)\\.$`,
      ),
    );
    expect(plainBlocks(secondaryMetrics(view))).toContain(cell);
    expect(guardMethod(view)).toHaveLength(1);
  });

  test('that the evidence of an open verdict has are not told again', () => {
    const { result } = guarded('not-shown');
    const open = viewOf({ ...result, verdict: 'inconclusive' });
    expect(guardLine(open)).toEqual([]);
    expect(plain(evidenceLine(open))).toContain('may be worse by more than 1 point');
  });

  test('are not spoken of where there are none', () => {
    const view = viewOf(samples.better);
    expect(guardLine(view)).toEqual([]);
    expect(guardMethod(view)).toEqual([]);
  });
});
