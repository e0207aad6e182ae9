import type { LoadedConfig } from '../config/load.ts';
import { pinSeeds } from '../plan/source-seeds.ts';
import { fillCommand, splitCommand } from './command-line.ts';
import type { Trainer } from './trainer.ts';

/** Trains with any program: the command protocol, see docs/command-protocol.md. */
export function createCommandTrainer(
  template: string,
  { vary, data }: Pick<LoadedConfig, 'vary' | 'data'>,
): Trainer {
  const parts = splitCommand(template);
  return {
    kind: 'command',
    description: `command ${template}`,
    identity: {
      trainer: { command: template },
      backend: 'command',
      versions: { platform: `${process.platform}-${process.arch}` },
    },
    unusableExitCode: null,
    async command({ seed, seeds: all, params, runDirectory }) {
      const seeds = pinSeeds(all, vary);
      const subset = vary.includes('data') ? String(data) : 'all';
      return {
        argv: fillCommand(parts, { seed, seeds, data: subset, runDirectory, params }),
        environment: {
          CONCLUSIVE_SEED: String(seed),
          CONCLUSIVE_SEED_INIT: String(seeds.init),
          CONCLUSIVE_SEED_ORDER: String(seeds.order),
          CONCLUSIVE_SEED_DATA: String(seeds.data),
          CONCLUSIVE_DATA: subset,
          CONCLUSIVE_PARAMS: JSON.stringify(params),
          CONCLUSIVE_RUN_DIR: runDirectory,
        },
      };
    },
  };
}
