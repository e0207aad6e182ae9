import { isAbsolute } from 'node:path';
import type { CodeChanges } from '../../plan/code/prepare-models.ts';
import { wordFor } from '../../words/plural.ts';
import { defineCheck } from '../define-check.ts';
import { wholeExperiment } from '../subjects.ts';

const SHOWN_FILES = 3;
const SHOWN_MODELS = 5;

/**
 * Whether every model's code is still what it was when the runs began. Runs are known by the code that they started
 * from; if a run, or somebody at the keyboard, changed it meanwhile, later runs trained something else under its name.
 */
export const codeUnchanged = defineCheck({
  id: 'code-unchanged',
  title: 'did the code change during the runs?',
  invalidates: true,
  options: {},
  needs: ['codeChanges'],
  of: wholeExperiment,
  judge(_, { codeChanges: { changed } }) {
    const base = { value: changed.length, threshold: 0, interval: null } as const;
    if (changed.length === 0) {
      return {
        ...base,
        status: 'pass',
        message: 'the code of every model is unchanged since the runs began',
        advice: null,
      };
    }
    const models = changed.slice(0, SHOWN_MODELS).map(({ model, files }) => `${model} (${firstOf(files)})`);
    if (changed.length > SHOWN_MODELS) models.push(`${changed.length - SHOWN_MODELS} more`);
    return {
      ...base,
      status: 'fail',
      message: isShared(changed)
        ? `files shared by all runs changed during the runs: ${models.join('; ')}`
        : `code changed during the runs: ${models.join('; ')}`,
      advice: isShared(changed) ? adviceOnShared(changed) : adviceOn(changed),
    };
  },
});

/** Work trees share large files. */
function isShared(changed: CodeChanges['changed']): boolean {
  return changed.every(({ files, shared = [] }) => shared.length === files.length);
}

function adviceOnShared(changed: CodeChanges['changed']): string {
  const files = [...new Set(changed.flatMap(({ files }) => files))];
  const outside = files.filter((file) => isAbsolute(file));
  if (outside.length > 0)
    return `write to {run_dir}, or to the working directory and name the file in trainer.outputs. Delete ${firstOf(outside)}, which all runs share, so that none reads another run's output; let trainer.setup make what all runs need. The model's records were discarded`;
  return `write to {run_dir} or to new files; list files that the program must write in trainer.outputs (${firstOf(files)}), and create shared inputs in trainer.setup. The model's records were discarded`;
}

/** A log or checkpoint in the checkout is untracked but not ignored. */
function adviceOn(changed: CodeChanges['changed']): string {
  const untracked = [...new Set(changed.flatMap((model) => model.untracked ?? []))];
  const isAll = changed.every(({ files, untracked = [] }) => untracked.length === files.length);
  const them = wordFor(untracked.length, 'it', 'them');
  return isAll
    ? `write ${firstOf(untracked)} to the run directory or outside the checkout, or add ${them} to .gitignore, and run again. Git does not know ${them}; the model's records were discarded`
    : "find what changes files of the repository during training, and run again; the model's records were discarded. If the file is a result that git tracks, list it in trainer.outputs";
}

function firstOf(files: readonly string[]): string {
  const more = files.length > SHOWN_FILES ? ` and ${files.length - SHOWN_FILES} more` : '';
  return `${files.slice(0, SHOWN_FILES).join(', ')}${more}`;
}
