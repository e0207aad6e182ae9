import type { LoadedConfig } from '../../config/file/load.ts';
import type { Seeds } from '../../config/file/normalise.ts';

/** More looks save few runs and cost power at the end. */
const MAX_LOOKS = 6;

/**
 * Numbers of seed pairs at which results are judged. A sequential design looks at `min`, at `max`, and between them at a
 * constant ratio: 6, 8, 11, 14, 19, 25. Early looks, which show large effects, are close together.
 */
export function planLooks({ kind, min, max }: Seeds): readonly number[] {
  if (kind === 'fixed') return [max];
  const ratio = (max / min) ** (1 / (MAX_LOOKS - 1));
  const looks = Array.from({ length: MAX_LOOKS }, (_, look) => Math.round(min * ratio ** look));
  return [...new Set(looks)];
}

/** Pairs that may start before a look is judged. */
export function pairsAhead(
  looks: readonly number[],
  look: number,
  config: Pick<LoadedConfig, 'executor' | 'unit'>,
): number {
  const last = looks.length - 1;
  const { ahead = defaultAhead(config) } = config.executor;
  return looks[ahead === 'all' ? last : Math.min(last, look + ahead)] ?? 0;
}

/** Idle places cost nothing, unless others wait for them; answers cost money. */
function defaultAhead({ executor: { gpus = 0 }, unit }: Pick<LoadedConfig, 'executor' | 'unit'>) {
  if (unit === 'repeat') return 0;
  return gpus > 0 ? 1 : 'all';
}
