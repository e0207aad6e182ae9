import { Command, InvalidArgumentError } from 'commander';
import type { ExperimentRequest } from '../experiment.ts';
import { DEFAULT_WAVES, MAX_SHARDS, parseShard, type Shard } from '../plan/runs/plan-waves.ts';
import { locateConfig, withConfigOption } from './config-option.ts';
import { positiveInteger, repeatable } from './option-values.ts';

export interface ExperimentOptions {
  readonly config?: string;
  readonly base?: string;
  readonly head?: string;
  readonly seeds?: string;
  readonly output?: string;
  readonly json?: boolean;
}

export interface WaveOptions {
  readonly waves: number;
  readonly records?: readonly string[];
}

export function experimentCommand(name: string): Command {
  return withConfigOption(new Command(name))
    .option('--base <ref>', 'commit of the base (default: the branch point)')
    .option('--head <ref>', 'commit of the head (default: this checkout)')
    .option('--seeds <n|min..max>', 'seeds of each model: 5, or 6..25 (default: config)')
    .option('-o, --output <folder>', 'records and report (default: .conclusive)');
}

/** Adds the options that need the same values in every job. */
export function withWaves(command: Command): Command {
  return command
    .addOption(repeatable('--records <folder>', 'records of another job; may be repeated', folder))
    .option('--waves <n>', 'number of waves, the same in every job', positiveInteger, DEFAULT_WAVES);
}

export function requestOf(
  options: ExperimentOptions,
  signal: AbortSignal,
  parseSeeds: (option: string, text: string) => ExperimentRequest['seeds'],
): ExperimentRequest {
  return {
    ...locateConfig(options.config),
    base: options.base,
    head: options.head,
    seeds: options.seeds === undefined ? undefined : parseSeeds('--seeds', options.seeds),
    outputDirectory: options.output,
    // Without `--base`, the base is where this branch left the default branch.
    baseIsExact: options.base !== undefined,
    signal,
  };
}

/** Refuses an empty text, such as of an unset variable, which would mean this folder. */
export function folder(text: string): string {
  if (text === '') throw new InvalidArgumentError('must be the path of a folder; got ""');
  return text;
}

export function shard(text: string): Shard {
  const found = parseShard(text);
  if (found !== null) return found;
  throw new InvalidArgumentError(
    `must be i/n, such as 2/8 for the second of eight jobs, up to ${MAX_SHARDS}; got "${text}"`,
  );
}
