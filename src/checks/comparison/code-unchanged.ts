import { isAbsolute } from 'node:path';
import type { CodeChanges } from '../../plan/code/prepare-models.ts';
import { firstOf } from '../../words/list.ts';
import { wordFor } from '../../words/plural.ts';
import { wordsOf } from '../../words/unit-words.ts';
import { defineCheck } from '../define-check.ts';
import { wholeExperiment } from '../subjects.ts';

const SHOWN_FILES = 3;
const SHOWN_MODELS = 5;

/** If a run or a person changed a model's code during the runs, later runs trained other code under its name. */
export const codeUnchanged = defineCheck({
  id: 'code-unchanged',
  title: 'did the code change during the runs?',
  isOfEvaluations: true,
  invalidates: true,
  threshold: 0,
  needs: ['codeChanges'],
  of: wholeExperiment,
  judge(_, { codeChanges: { changed }, unit }) {
    const value = changed.length;
    if (value === 0)
      return { status: 'pass', value, message: 'the code of every model is unchanged since the runs began' };
    const models = changed.slice(0, SHOWN_MODELS).map(({ model, files }) => `${model} (${shorten(files)})`);
    if (changed.length > SHOWN_MODELS) models.push(`${changed.length - SHOWN_MODELS} more`);
    // Work trees share large files.
    const isShared = changed.every(({ files, shared = [] }) => shared.length === files.length);
    const what = isShared ? 'files shared by all runs' : 'code';
    return {
      status: 'fail',
      value,
      message: `${what} changed during the runs: ${models.join('; ')}. Later runs may have ${wordsOf({ unit }).trained} something else`,
      advice: isShared ? adviceOnShared(changed) : adviceOn(changed),
    };
  },
});

function adviceOnShared(changed: CodeChanges['changed']): string {
  const files = [...new Set(changed.flatMap(({ files }) => files))];
  const outside = files.filter((file) => isAbsolute(file));
  if (outside.length > 0)
    return `write to {run_dir}, or to the working directory and name the file in trainer.outputs; let trainer.setup make what all runs need. All runs share ${shorten(outside)}, so a run may read another run's output; the model's records were discarded`;
  return `write to {run_dir} or to new files; list files that the program must write in trainer.outputs (${shorten(files)}), and create shared inputs in trainer.setup. The model's records were discarded`;
}

/** A log or checkpoint in the checkout is untracked but not ignored. */
function adviceOn(changed: CodeChanges['changed']): string {
  const untracked = [...new Set(changed.flatMap((model) => model.untracked ?? []))];
  const isAll = changed.every(({ files, untracked = [] }) => untracked.length === files.length);
  const them = wordFor(untracked.length, 'it', 'them');
  return isAll
    ? `write ${shorten(untracked)} to the run directory or outside the checkout, or add ${them} to .gitignore, and run again. Git does not know ${them}; the model's records were discarded`
    : "find what changes files of the repository during training, and run again; the model's records were discarded. If the file is a result that git tracks, list it in trainer.outputs";
}

function shorten(files: readonly string[]): string {
  return firstOf(files, SHOWN_FILES);
}
