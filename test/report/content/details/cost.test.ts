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

  test.each([
    ['held', 'Isolation: a run could write to its own folder, but not to other runs and models.'],
    ['ref', 'Isolation: runs of a ref share a process and its folder. '],
    ['checkout', 'Isolation: only for models with a ref; '],
    ['unavailable', 'Isolation: not available on this machine, so runs could write to each other'],
    ['off', 'Isolation: turned off by the config, so runs could write to each other'],
  ] as const)('says whether runs were kept apart: %s', (isolation, words) => {
    const { provenance } = samples.better;
    const result = { ...samples.better, provenance: { ...provenance, isolation } };
    expect(read(result)).toContain(`- ${words}`);
    const { runs } = result;
    expect(read({ ...result, runs: { ...runs, reused: 4 } })).toContain(
      '- Isolation of the runs trained here: ',
    );
    expect(read({ ...result, runs: { ...runs, trained: 0 } })).not.toContain('Isolation');
  });

  test.each([
    ['own', 'other runs and models. A run could signal only its own processes.'],
    ['any', 'other runs and models. Runs could also signal, and so end, each other and this program.'],
  ] as const)('says what runs could signal: %s', (signals, words) => {
    const { provenance } = samples.better;
    expect(read({ ...samples.better, provenance: { ...provenance, isolation: 'held', signals } })).toContain(
      words,
    );
  });
});
