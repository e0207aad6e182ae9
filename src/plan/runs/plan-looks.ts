import type { Seeds } from '../../config/file/normalise.ts';

/** A design looks at most this often: more looks save few runs and cost power at the end. */
const MAX_LOOKS = 6;

/**
 * The numbers of seed pairs at which the results are looked at, rising. A fixed design looks once. A sequential one looks
 * at `min`, at `max`, and in between at a constant ratio: 6, 8, 11, 14, 19, 25. Early looks, where a large effect
 * shows, lie close together; late ones, where each pair adds little, far apart.
 */
export function planLooks({ kind, min, max }: Seeds): readonly number[] {
  if (kind === 'fixed') return [max];
  const ratio = (max / min) ** (1 / (MAX_LOOKS - 1));
  const looks = Array.from({ length: MAX_LOOKS }, (_, look) => Math.round(min * ratio ** look));
  return [...new Set(looks)];
}

/** Pairs up to which runs may be begun while a look is awaited. */
export function pairsAhead(looks: readonly number[], look: number, ahead: number | 'all'): number {
  const last = looks.length - 1;
  return looks[ahead === 'all' ? last : Math.min(last, look + ahead)] ?? 0;
}
