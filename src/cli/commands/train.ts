import { relative } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { quote } from 'shell-quote';
import type { ShardOutcome } from '../../experiment/waves/train-shard.ts';
import { type Shard, shardName } from '../../plan/runs/plan-waves.ts';
import {
  type ExperimentOptions,
  experimentCommand,
  requestOf,
  shard,
  type WaveOptions,
  withWaves,
} from '../experiment-options.ts';
import { executorOption, PARALLEL_OPTION, positiveInteger } from '../option-values.ts';

interface TrainOptions extends ExperimentOptions, WaveOptions {
  readonly shard: Shard;
  readonly wave?: number | 'checks';
  readonly parallel?: number;
  readonly executor?: 'local';
}

export function trainCommand(stopSignal: () => AbortSignal): Command {
  return withWaves(experimentCommand('train'))
    .description(
      'Trains one part of an experiment, as one of several CI jobs. "conclusive report" then judges all parts.',
    )
    .requiredOption('--shard <i/n>', 'job i of n; a job trains both runs of a seed pair', shard)
    .option('--wave <n|checks>', 'the wave (default: the next one by the records)', wave)
    .option(...PARALLEL_OPTION)
    .addOption(executorOption())
    .option('--json', 'print what was trained as JSON (conclusive.shard/1)')
    .action(async (options: TrainOptions) => {
      const program = await import('../deferred.ts');
      const view = program.createProgressView(process.stderr, process.env);
      const { records: folders = [] } = options;
      try {
        const outcome = await program.trainShard({
          ...requestOf(options, stopSignal(), program.parseSeeds),
          onPrepared: (experiment) => program.takeFolders(folders, experiment),
          parallel: options.parallel,
          executor: options.executor,
          waves: options.waves,
          shard: options.shard,
          wave: options.wave,
          onProgress: (progress) => view.show(progress),
        });
        view.end();
        process.stdout.write(options.json ? jsonOf(outcome, options) : linesOf(outcome, options));
      } finally {
        view.end();
      }
    });
}

function linesOf({ wave, records, outputDirectory }: ShardOutcome, options: TrainOptions): string {
  const name = `shard ${shardName(options.shard)}`;
  if (wave === null) return `Nothing is left to train for ${name}.\n`;
  if (records.length === 0) return `Wave ${wave}, ${name}: nothing to train.\n`;
  const failed = records.filter(({ status }) => status !== 'ok').length;
  const runs = `${records.length} run${records.length === 1 ? '' : 's'} trained`;
  const folder = relative(process.cwd(), outputDirectory) || '.';
  return `Wave ${wave}, ${name}: ${runs}, ${failed} failed. Next: conclusive report --records ${quote([folder])}, and the folders of the other jobs\n`;
}

function jsonOf({ wave, records }: ShardOutcome, { shard }: TrainOptions): string {
  const runs = records.map(({ model, seed, status, fingerprint }) => ({ model, seed, status, fingerprint }));
  return `${JSON.stringify({ schema: 'conclusive.shard/1', wave, shard: shardName(shard), runs }, null, 2)}\n`;
}

function wave(text: string): number | 'checks' {
  if (text === 'checks') return text;
  try {
    return positiveInteger(text);
  } catch {
    throw new InvalidArgumentError(`must be the number of a wave, or "checks"; got "${text}"`);
  }
}
