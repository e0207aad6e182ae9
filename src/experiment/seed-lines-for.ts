import { findSeedLines } from '../train/trainers/seed-lines.ts';
import type { Experiment } from './prepare.ts';

/** The lines that set the seed in what trains, as far as the baseline's code tells; null for a module, whose seed is set for it. */
export function seedLinesFor({ config, models }: Experiment): Promise<string | null> {
  const { command } = config.trainer;
  const directory = models[0]?.directory;
  if (command === undefined || directory === undefined) return Promise.resolve(null);
  return findSeedLines(command, directory);
}
