import { firstOf } from '../../words/list.ts';
import { plural } from '../../words/plural.ts';
import { defineCheck } from '../define-check.ts';
import type { CopiedRun } from '../evidence.ts';
import { wholeExperiment } from '../subjects.ts';

const MAX_SHOWN = 5;

/** Rows of a table, or runs of two models under two seeds, that agree in all their numbers are one run, counted several times. */
export const copiedRuns = defineCheck({
  id: 'copied-runs',
  title: 'is every run a separate one?',
  isOfTraining: true,
  invalidates: true,
  threshold: 0,
  needs: ['copiedRuns'],
  of: wholeExperiment,
  judge(_, { copiedRuns: copies }) {
    const value = copies.length;
    if (value === 0) return { value, status: 'pass', message: 'no run is surely a copy of another' };
    const shown = firstOf(copies.map(describe), MAX_SHOWN);
    return {
      value,
      status: 'fail',
      message: `${plural(value, 'run repeats', 'runs repeat')} another in all digits: ${shown}. Two trainings never agree so far, so one run is counted several times`,
      advice:
        'let every run train and write its own numbers, in a folder or row that no other run reads or writes',
    };
  },
});

function describe({ model, seed, of }: CopiedRun): string {
  return `${model} seed ${seed} is ${of.model} seed ${of.seed}`;
}
