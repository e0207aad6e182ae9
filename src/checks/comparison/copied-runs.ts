import { firstOf } from '../../words/list.ts';
import { defineCheck } from '../define-check.ts';
import type { CopiedRun } from '../evidence.ts';
import { wholeExperiment } from '../subjects.ts';

const MAX_SHOWN = 5;

/** Whether rows of a table repeat others in all their numbers, so that one run is counted several times. */
export const copiedRuns = defineCheck({
  id: 'copied-runs',
  title: 'is every row a separate run?',
  invalidates: true,
  threshold: 0,
  needs: ['copiedRuns'],
  of: wholeExperiment,
  judge(_, { copiedRuns: copies }) {
    const value = copies.length;
    if (value === 0) return { value, status: 'pass', message: 'no row repeats another in all its numbers' };
    const shown = firstOf(copies.map(describe), MAX_SHOWN);
    return {
      value,
      status: 'fail',
      message: `rows repeat others in all their numbers: ${shown}`,
      advice: 'write the numbers of a separate run in each row: one run was counted several times',
    };
  },
});

function describe({ model, seed, of }: CopiedRun): string {
  return `${model} seed ${seed} is ${of.model} seed ${of.seed}`;
}
