import { findSeededSplit } from '../program-text/seeded-split.ts';
import { splitCommand } from '../train/trainers/command-line.ts';
import type { Experiment } from './prepare.ts';

/** @returns the line of the baseline's program that draws a test set for each seed; null if nothing shows one */
export async function seededSplitOf({
  config: { trainer },
  models: [baseline],
}: Pick<Experiment, 'config' | 'models'>): Promise<string | null> {
  if (trainer.command === undefined || baseline === undefined) return null;
  return findSeededSplit(splitCommand(trainer.command), baseline.directory);
}
