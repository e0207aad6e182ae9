import type { CodeChanges } from '../plan/code/prepare-models.ts';
import type { PlannedExtraRuns } from './extra-runs.ts';
import type { Training } from './looks/train-until-decided.ts';
import { type Experiment, type ExperimentRequest, warnOf } from './prepare.ts';

/**
 * Looks whether the code is still what the runs are known by. Records of code that changed during the runs are discarded: under their
 * fingerprint they would be taken for what they are not.
 */
export async function inspectCode(
  experiment: Experiment,
  { records, unneeded }: Training,
  extra: PlannedExtraRuns,
  request: ExperimentRequest,
): Promise<CodeChanges> {
  const code = await experiment.inspectCode();
  const changed = new Set(code.changed.map(({ model }) => model));
  for (const { model, fingerprint } of [...records, ...unneeded])
    if (changed.has(model)) await experiment.store.discard(fingerprint);
  await extra.discard(changed);
  if (code.added.length > 0) {
    warnOf(request)(
      `runs left new files in the checkout (${code.added.slice(0, 3).join(', ')}), which count as a code change next time; write them to the run directory, or add them to .gitignore`,
    );
  }
  return code;
}
