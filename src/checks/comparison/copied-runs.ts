import { firstOf } from '../../words/list.ts';
import { plural } from '../../words/plural.ts';
import { type UnitWords, wordsOf } from '../../words/unit-words.ts';
import { defineCheck } from '../define-check.ts';
import type { CopiedRun } from '../evidence.ts';
import { wholeExperiment } from '../subjects.ts';

const MAX_SHOWN = 5;

/** Rows of a table, or runs of two models under two seeds, that agree in all their numbers are one run, counted several times. */
export const copiedRuns = defineCheck({
  id: 'copied-runs',
  title: 'is every run a separate one?',
  isOfEvaluations: true,
  invalidates: true,
  threshold: 0,
  needs: ['copiedRuns'],
  of: wholeExperiment,
  judge(_, { copiedRuns: copies, unit }) {
    const words = wordsOf({ unit });
    const value = copies.length;
    if (value === 0) return { value, status: 'pass', message: 'no run is surely a copy of another' };
    const shown = firstOf(
      copies.map((copy) => describe(copy, words)),
      MAX_SHOWN,
    );
    return {
      value,
      status: 'fail',
      message: `${plural(value, 'run repeats', 'runs repeat')} another in all digits: ${shown}. Two ${words.training}s never agree so far, so one run is counted several times`,
      advice: `let every run ${words.train === 'train' ? 'train and ' : ''}write its own numbers, in a folder or row that no other run reads or writes`,
    };
  },
});

function describe({ model, seed, of }: CopiedRun, words: UnitWords): string {
  return `${model} ${words.seed} ${seed} is ${of.model} ${words.seed} ${of.seed}`;
}
