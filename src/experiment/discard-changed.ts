import { join } from 'node:path';
import { seedsBetween } from '../plan/runs/plan-runs.ts';
import { RECORD_FOLDERS } from '../records/store/record-folders.ts';
import { openRunStore } from '../records/store/store.ts';
import type { Experiment } from './prepare.ts';

/**
 * After an experiment that did not come to its end: what it trained stays for the next one, but not the records of models whose
 * code changed under way. Under their fingerprint they would be taken for what they are not.
 */
export async function discardChanged(experiment: Experiment, warn: (message: string) => void): Promise<void> {
  try {
    await discard(experiment, warn);
  } catch (fault) {
    // The experiment has ended with an error of its own, which is the one to be told.
    warn(`cannot tell whether the code changed during training: ${String(fault)}`);
  }
}

async function discard(
  { models, looks, output, inspectCode }: Experiment,
  warn: (message: string) => void,
): Promise<void> {
  const { changed } = await inspectCode();
  const names = new Set(changed.map(({ model }) => model));
  if (names.size === 0) return;
  const compared = models
    .filter(({ name }) => names.has(name))
    .flatMap((model) => seedsBetween(0, looks.at(-1) ?? 0).map((seed) => model.fingerprint(seed)));
  for (const folder of RECORD_FOLDERS) {
    const store = await openRunStore(join(output, folder), warn);
    const ofChecks = folder === '' ? [] : (await store.list()).filter(({ model }) => names.has(model));
    const fingerprints = folder === '' ? compared : ofChecks.map(({ fingerprint }) => fingerprint);
    for (const fingerprint of fingerprints) await store.discard(fingerprint);
  }
}
