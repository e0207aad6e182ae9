/** Which runs are trained together where many jobs train: waves of seeds, dealt out to shards. */

/** Runs between two points at which somebody collects the records and judges the looks. */
export interface Wave {
  /** From 1. */
  readonly wave: number;
  /** Pairs that there are after it. */
  readonly pairs: number;
  /** Looks that it serves. */
  readonly looks: readonly number[];
}

/** One of several jobs that train a wave. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

export const DEFAULT_WAVES = 3;
/** As many jobs as GitHub lets a matrix have. */
export const MAX_SHARDS = 256;

/**
 * Looks in as many waves, the early waves with more of them where they cannot be dealt out evenly: a wave costs its slowest job and the
 * start of its machines, so that one a look is slow, and one for all trains what an early look would have saved.
 *
 * @example planWaves([6, 8, 11, 14, 19, 25], 3) // to 8, 14 and 25 pairs
 */
export function planWaves(looks: readonly number[], count: number): Wave[] {
  const waves = Math.min(count, looks.length);
  return Array.from({ length: waves }, (_, index) => {
    const [from, to] = [index, index + 1].map((end) => Math.ceil((end * looks.length) / waves));
    const own = looks.slice(from, to);
    return { wave: index + 1, pairs: own.at(-1) ?? 0, looks: own };
  });
}

/** By the seed alone, so that both arms of a pair meet in one job whatever that job knows of the others. */
export function isOfShard(seed: number, { index, of }: Shard): boolean {
  return (seed - 1) % of === index - 1;
}

/** Of so many jobs those that have one of these runs to train, in their order. */
export function busyShards(runs: ReadonlyArray<{ readonly seed: number }>, of: number): readonly Shard[] {
  const shards = Array.from({ length: of }, (_, at) => ({ index: at + 1, of }));
  return shards.filter((shard) => runs.some(({ seed }) => isOfShard(seed, shard)));
}

/** As `--shard` takes it. */
export function shardName({ index, of }: Shard): string {
  return `${index}/${of}`;
}

/** `2/8`: the second of eight. @returns null for anything else */
export function parseShard(text: string): Shard | null {
  const [, index = 0, of = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  return index >= 1 && index <= of && of <= MAX_SHARDS ? { index, of } : null;
}
