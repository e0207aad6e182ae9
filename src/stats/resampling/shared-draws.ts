/**
 * Random draws that depend only on how many values there are, so neither a change of unit nor a name changes a p-value.
 *
 * Samples of one size share their draws. Each sample's draws are as random as its own would be; tests of different samples
 * share their chance, and none is biased.
 */
import { createRandom, type Random } from '../random.ts';

/** Draws come in chunks of this many, each from its own random stream. */
export const CHUNK = 10_000;
/** Chunks are kept up to this size; 2,560,000 resamples of 40 values take 72 MB. */
const MOST_BYTES = 80e6;

type Drawn = Uint8Array | Uint16Array | Uint32Array;

/** @param draw gets the numbers of values, and draws one chunk */
export function sharedDraws<Draws extends Drawn>(
  use: string,
  draw: (sizes: readonly number[], random: Random) => Draws,
): (sizes: readonly number[], chunk: number) => Draws {
  const kept = new Map<string, Draws>();
  let bytes = 0;
  return (sizes, chunk) => {
    const key = [...sizes, chunk].join();
    const known = kept.get(key);
    if (known !== undefined) return known;
    const drawn = draw(sizes, createRandom('analysis', use, ...sizes, chunk));
    kept.set(key, drawn);
    bytes += drawn.byteLength;
    for (const [oldest, { byteLength }] of kept) {
      if (bytes <= MOST_BYTES) break;
      kept.delete(oldest);
      bytes -= byteLength;
    }
    return drawn;
  };
}
