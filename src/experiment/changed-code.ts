/** Discards records of code that changed during training: their fingerprints no longer name what was trained. */

import { join } from 'node:path';
import type { CodeChanges } from '../plan/code/prepare-models.ts';
import { planRuns, seedsBetween } from '../plan/runs/plan-runs.ts';
import { RECORD_FOLDERS } from '../records/store/record-folders.ts';
import { openRunStore } from '../records/store/store.ts';
import type { PlannedExtraRuns } from './extra-runs.ts';
import type { Training } from './looks/train-until-decided.ts';
import type { Experiment } from './prepare.ts';

export async function inspectCode(
  experiment: Experiment,
  { records, unneeded }: Training,
  extra: PlannedExtraRuns,
): Promise<CodeChanges> {
  const code = await experiment.inspectCode();
  const changed = new Set(code.changed.map(({ model }) => model));
  for (const { model, fingerprint } of [...records, ...unneeded])
    if (changed.has(model)) await experiment.store.discard(fingerprint);
  await extra.discard(changed);
  if (code.added.length > 0) {
    experiment.warn(
      `runs left new files in the checkout (${code.added.slice(0, 3).join(', ')}), which count as a code change next time; write them to the run directory, or add them to .gitignore`,
    );
  }
  return code;
}

/** After an experiment that did not end, discards records of changed code, so that the next one does not use them. */
export async function discardChanged(experiment: Experiment): Promise<void> {
  try {
    await discard(experiment);
  } catch (fault) {
    // The experiment's error is reported instead.
    experiment.warn(`cannot tell whether the code changed during training: ${String(fault)}`);
  }
}

async function discard({ models, looks, output, inspectCode, warn }: Experiment): Promise<void> {
  const { changed } = await inspectCode();
  const names = new Set(changed.map(({ model }) => model));
  if (names.size === 0) return;
  const compared = planRuns(
    models.filter(({ name }) => names.has(name)),
    seedsBetween(0, looks.at(-1) ?? 0),
  ).map(({ fingerprint }) => fingerprint);
  for (const folder of RECORD_FOLDERS) {
    const store = await openRunStore(join(output, folder), warn);
    const ofChecks = folder === '' ? [] : (await store.list()).filter(({ model }) => names.has(model));
    const fingerprints = folder === '' ? compared : ofChecks.map(({ fingerprint }) => fingerprint);
    for (const fingerprint of fingerprints) await store.discard(fingerprint);
  }
}
