import { isAbsolute } from 'node:path';
import type { CodeChanges } from '../../plan/code/prepare-models.ts';
import { defineCheck } from '../define-check.ts';
import { wholeExperiment } from '../subjects.ts';

const SHOWN_FILES = 3;

/**
 * Whether every model's code is still what it was when the runs began. Runs are known by the code that they started
 * from; if a run, or somebody at the keyboard, changed it meanwhile, later runs trained something else under its name.
 */
export const codeUnchanged = defineCheck({
  id: 'code-unchanged',
  title: 'is the code what it was when the runs began?',
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
        message: 'the code of every model is what it was when the runs began',
        advice: null,
      };
    }
    const models = changed.map(({ model, files }) => `${model} (${firstOf(files)})`);
    return {
      ...base,
      status: 'fail',
      message: isShared(changed)
        ? `files that all runs share were written to while they were under way: ${models.join('; ')}`
        : `code changed while the runs were under way: ${models.join('; ')}`,
      advice: isShared(changed) ? adviceOnShared(changed) : adviceOn(changed),
    };
  },
});

/** Each run has a work tree of its own, but not a copy of every large file in it. */
function isShared(changed: CodeChanges['changed']): boolean {
  return changed.every(({ files, shared = [] }) => shared.length === files.length);
}

function adviceOnShared(changed: CodeChanges['changed']): string {
  const files = [...new Set(changed.flatMap(({ files }) => files))];
  const outside = files.filter((file) => isAbsolute(file));
  if (outside.length > 0)
    return `let every run write to its own {run_dir}, or where the program is started and name it in trainer.outputs: every run writes ${firstOf(outside)}, and it is read, so a run may take what another has written for its own; the records of the model were thrown away`;
  return `write to {run_dir} or under new names; name what the program has to write in trainer.outputs (${firstOf(files)}), and make what all runs read in trainer.setup; the records of the model were thrown away`;
}

/** A log or a checkpoint lies in the checkout and is no code: git does not know it, but no ignore file says so either. */
function adviceOn(changed: CodeChanges['changed']): string {
  const untracked = [...new Set(changed.flatMap((model) => model.untracked ?? []))];
  const isAll = changed.every(({ files, untracked = [] }) => untracked.length === files.length);
  const them = untracked.length === 1 ? 'it' : 'them';
  return isAll
    ? `write ${firstOf(untracked)} to the run directory, or outside of the checkout, or name ${them} in .gitignore; git does not know ${them}; then run again: the records of the model were thrown away`
    : "find what changes files of the repository during training, and run again: its records were thrown away; a result that git tracks becomes each run's own if trainer.outputs names it";
}

function firstOf(files: readonly string[]): string {
  const more = files.length > SHOWN_FILES ? ` and ${files.length - SHOWN_FILES} more` : '';
  return `${files.slice(0, SHOWN_FILES).join(', ')}${more}`;
}
