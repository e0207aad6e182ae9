import { createHash } from 'node:crypto';

/** Runs between two points at which a job collects the records and judges the looks. */
export interface Wave {
  /** From 1. */
  readonly wave: number;
  /** After this wave. */
  readonly pairs: number;
  readonly looks: readonly number[];
}

/** One of several jobs that train a wave. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

export const DEFAULT_WAVES = 3;
/** GitHub's limit for the jobs of a matrix. */
export const MAX_SHARDS = 256;

/**
 * Groups looks into waves; earlier waves get the extra looks. One wave per look is slow, and one for all trains what an early
 * look would have saved.
 *
 * @example planWaves([6, 8, 11, 14, 19, 25], 3) // to 8, 14 and 25 pairs
 */
export function planWaves(looks: readonly number[], count: number): Wave[] {
  const waves = Math.min(count, looks.length);
  return Array.from({ length: waves }, (_, index) => {
    const endOf = (wave: number) => Math.ceil((wave * looks.length) / waves);
    const own = looks.slice(endOf(index), endOf(index + 1));
    return { wave: index + 1, pairs: own.at(-1) ?? 0, looks: own };
  });
}

interface ShardedRun {
  readonly seed: number;
  readonly task?: string | undefined;
}

/** Seed and task decide, so that all arms of a pair are in one job. Each task begins with another job. */
export function isOfShard({ seed, task }: ShardedRun, { index, of }: Shard): boolean {
  const first = task === undefined ? 0 : createHash('sha256').update(task).digest().readUInt32BE();
  return (seed - 1 + first) % of === index - 1;
}

/** Those that have any of these runs to train, in order. */
export function busyShards(runs: readonly ShardedRun[], of: number): readonly Shard[] {
  const shards = Array.from({ length: of }, (_, at) => ({ index: at + 1, of }));
  return shards.filter((shard) => runs.some((run) => isOfShard(run, shard)));
}

/** As `--shard` writes it. */
export function shardName({ index, of }: Shard): string {
  return `${index}/${of}`;
}

/** @example parseShard('2/8') // the second of eight; null for anything else */
export function parseShard(text: string): Shard | null {
  const [, index = 0, of = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  return index >= 1 && index <= of && of <= MAX_SHARDS ? { index, of } : null;
}
