import { resolve } from 'node:path';
import { Command } from 'commander';

export function executeCommand(stopSignal: () => AbortSignal): Command {
  return new Command('execute')
    .summary('Runs one job of an executor, on its node.')
    .description(
      'Runs the executor\'s job in a folder, and writes outcome.json there. "conclusive run" submits these jobs if the config has an executor.',
    )
    .argument('<folder>', 'the folder of the job')
    .action(async (folder: string) => {
      const { executeJob } = await import('../../train/executors/execute-job.ts');
      await executeJob(resolve(folder), stopSignal());
    });
}
