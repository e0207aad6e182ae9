import type { LoadedConfig } from '../../config/file/load.ts';
import { createModuleTrainer } from '../module/module-trainer.ts';
import type { TimingPlace } from '../module/time-backend.ts';
import { createCommandTrainer } from './command-trainer.ts';
import type { Trainer } from './trainer.ts';

/** The trainer that the config in this folder names. */
export async function createTrainer(
  config: LoadedConfig,
  configFolder: string,
  place: TimingPlace & {
    /** The trusted branch that `ref: base` is a commit of; null where nobody vouches for it. */
    readonly branch: string | null;
  },
): Promise<Trainer> {
  const { module, command } = config.trainer;
  if (module !== undefined) return createModuleTrainer(config, module, configFolder, place);
  if (command !== undefined) {
    const { directory, ref } = place.baseline;
    return createCommandTrainer(command, config, { directory, branch: ref === 'base' ? place.branch : null });
  }
  throw new Error('the schema lets no config pass that names neither module nor command');
}
