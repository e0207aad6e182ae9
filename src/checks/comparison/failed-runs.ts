import { failedShare, runsOf } from '../../analysis/compare/samples.ts';
import { failureReason } from '../../records/failure-reason.ts';
import { firstOf } from '../../words/list.ts';
import { wordFor } from '../../words/plural.ts';
import { wordsOf } from '../../words/unit-words.ts';
import { defineCheck } from '../define-check.ts';
import { type EndedEarly, findEndedEarly } from '../evidence/ended-early.ts';
import { eachModel } from '../subjects.ts';
import { notChecked } from '../words.ts';

/** A reader's message needs this much room for what it found and what to write. */
const MAX_REASON_CHARS = 320;
const MAX_NAMED = 3;
/** The machine may cause a first failure; three show what they have in common. */
const FEWEST_FAILURES = 3;
const ONE = 'its one run';

/**
 * A failed run has no metric, so the comparison covers only runs that finished. Beyond the limit those are too few. A run may also
 * fail silently: it ends before the others and still writes its values.
 */
export const failedRuns = defineCheck({
  id: 'failed-runs',
  title: 'did enough runs finish?',
  isOfEvaluations: true,
  invalidates: true,
  threshold: (_, { limits }) => limits['failed-runs'],
  early: {
    breaks: 'model',
    isCertain(records, { limits }, planned) {
      const failed = records.filter(({ status }) => status !== 'ok').length;
      return failed >= FEWEST_FAILURES && failed > limits['failed-runs'] * planned;
    },
  },
  reword: ({ status }) =>
    status === 'fail'
      ? {
          advice:
            'find out what happened to these runs; --failed-runs sets how many may fail before the verdict is invalid',
        }
      : {},
  needs: ['records'],
  of: eachModel,
  judge({ model }, { records, limits, unit }) {
    const { seed, training } = wordsOf({ unit });
    const runs = runsOf(records, model);
    const failed = runs.filter((record) => record.status !== 'ok');
    const value = failedShare(records, model);
    if (runs.length === 0) return notChecked('no run was started');
    const early = findEndedEarly(records, model);
    if (failed.length === 0 && early !== null)
      return {
        status: 'warn',
        value: early.runs.length / runs.length,
        message: `${early.runs.length} of ${runs.length} runs end at epoch ${rangeOf(early)} instead of ${early.full}, and no early stopping explains it: they may have crashed silently, and their values count like those of complete runs`,
        evidence: `${wordFor(early.runs.length, seed)} ${firstOf(
          early.runs.map((run) => String(run.seed)),
          MAX_NAMED,
        )}`,
        advice: `look at the output of these runs, and let the program exit with an error if ${training} ends early`,
      };
    if (failed.length === 0) {
      const all = runs.length === 1 ? ONE : `all ${runs.length} runs`;
      return { status: 'pass', value, message: `${all} finished` };
    }
    const seeds = failed.slice(0, MAX_NAMED).map((record) => `${record.seed} (${record.status})`);
    if (failed.length > MAX_NAMED) seeds.push(`and ${failed.length - MAX_NAMED} more`);
    const count = runs.length === 1 ? ONE : `${failed.length} of ${runs.length} runs`;
    const found = `${count} did not finish: ${seed} ${seeds.join(', ')}`;
    const reason = failureReason(failed[0]?.failure ?? '', MAX_REASON_CHARS);
    // Without a finished run there is nothing to compare, whatever the limit.
    if (value > limits['failed-runs'] || value === 1)
      return {
        status: 'fail',
        value,
        message: `${found}${reason === '' ? '' : `; the first: ${reason}`}`,
        advice: `fix the failing runs first${value < 1 ? ': those that finish may be the easier ones' : ''}; limits.failed-runs sets how many may fail`,
      };
    return {
      status: 'warn',
      value,
      message: `${found}. The comparison covers only the others`,
      evidence: reason === '' ? null : `the first: ${reason}`,
      advice: 'find out why these runs failed',
    };
  },
});

function rangeOf({ from, to }: EndedEarly): string {
  return from === to ? String(from) : `${from} to ${to}`;
}
