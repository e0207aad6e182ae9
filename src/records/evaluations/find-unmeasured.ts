import { quantile } from '../../stats/describe.ts';
import { quote, quoteNames } from '../../words/list.ts';
import { LATENCY, MEASURED } from './evaluation.ts';
import type { CompleteArm } from './join-parts.ts';

const MAX_SHOWN = 3;
/** Latencies in seconds and milliseconds differ by a factor of 1,000. */
const OTHER_UNIT = 200;

/**
 * Price and latency that some log did not measure: those of cached answers, and latencies in another unit.
 *
 * @returns why, by name
 */
export function findUnmeasured(
  arms: readonly CompleteArm[],
  ignoresScale: boolean,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const valuesOf = ({ repeats }: CompleteArm, name: string) =>
    repeats.flatMap((results) => results.flatMap(({ scores }) => scores[name] ?? []));
  const cached = arms.filter(({ repeats }) =>
    repeats.some((results) => results.some(({ isCached }) => isCached)),
  );
  for (const name of MEASURED) {
    const columns = arms.map((arm) => valuesOf(arm, name));
    if (columns.some((values) => values.length === 0)) continue;
    if (cached.length > 0)
      found.set(
        name,
        `${quote(name)} is not compared: answers of ${quoteNames(
          cached.map(({ model }) => model),
          MAX_SHOWN,
        )} came from a cache. Run both arms without it.`,
      );
    if (name !== LATENCY || ignoresScale) continue;
    const medians = columns.map((values) => quantile(values, 0.5));
    const [low, high] = [Math.min(...medians), Math.max(...medians)];
    if (low > 0 && high / low >= OTHER_UNIT)
      found.set(
        name,
        `${quote(name)} is not compared: its medians are ${medians.map((value) => Number(value.toPrecision(3))).join(' and ')}, as if in seconds and milliseconds. Write milliseconds in both arms, or add --ignore scale.`,
      );
  }
  return found;
}
