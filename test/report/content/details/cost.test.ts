import { describe, expect, test } from 'vitest';
import { cost } from '../../../../src/report/content/details/cost.ts';
import { viewOf } from '../../../../src/report/view.ts';
import type { ExperimentResult, RunCosts } from '../../../../src/verdict/result.ts';
import { plainBlocks } from '../../../support/plain.ts';
import * as samples from '../../../support/samples.ts';

const read = (result: ExperimentResult) => plainBlocks(cost(viewOf(result)));
const withRuns = (runs: Partial<RunCosts>) => ({
  ...samples.better,
  runs: { ...samples.better.runs, ...runs },
});

describe('the cost', () => {
  test('says on which days reused runs were trained, and which runs belong to checks', () => {
    expect(read(withRuns({ reused: 4, reusedDays: ['2026-01-05', '2026-01-07'], forChecks: 3 }))).toContain(
      'Runs: 16 trained, 4 reused from records of 2026-01-05 to 2026-01-07. 3 of them were only for checks.',
    );
    expect(read(withRuns({ reused: 4, reusedDays: ['2026-01-05', '2026-01-05'] }))).toContain(
      'from records of 2026-01-05.',
    );
  });

  test('says how many runs were begun ahead and not needed, and their time', () => {
    expect(read(withRuns({ inVain: 1 }))).toContain(' 1 more was trained ahead and not needed.');
    expect(read(withRuns({ inVain: 2, inVainSeconds: 5400 }))).toContain(
      ' 2 more were trained ahead and not needed (1 h 30 min of training).',
    );
  });
});
