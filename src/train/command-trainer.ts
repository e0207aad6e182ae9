import { fillCommand, splitCommand } from './command-line.ts';
import type { Trainer } from './trainer.ts';

/** Trains with any program: the command protocol, see docs/command-protocol.md. */
export function createCommandTrainer(template: string): Trainer {
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
    async command({ seed, params, runDirectory }) {
      return {
        argv: fillCommand(parts, { seed, runDirectory, params }),
        environment: {
          CONCLUSIVE_SEED: String(seed),
          CONCLUSIVE_PARAMS: JSON.stringify(params),
          CONCLUSIVE_RUN_DIR: runDirectory,
        },
      };
    },
  };
}
