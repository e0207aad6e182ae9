import { resolve } from 'node:path';
import { Command } from 'commander';

export function executeCommand(signal: AbortSignal): Command {
  return new Command('execute')
    .summary('Carries out one job of an executor, on its node.')
    .description(
      'Carries out the job of an executor that lies in a folder, and leaves outcome.json there. "conclusive run" submits such jobs where the config has an executor.',
    )
    .argument('<folder>', 'the folder of the job')
    .action(async (folder: string) => {
      const { executeJob } = await import('../../train/executors/execute-job.ts');
      await executeJob(resolve(folder), signal);
    });
}
