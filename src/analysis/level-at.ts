import type { LookSummary } from './levels.ts';

/**
 * What a test has to reach that is made once, with as many runs as the design happened to stop at.
 *
 * Where to stop depends on the data, so such a test has alpha only in a fixed design. Held against the level that the design
 * spends at that look, it crosses a boundary of the design where it rejects, and the chance of that is alpha over all looks.
 *
 * @param runs of the variant, failed ones among them: it stopped at the look with so many
 * @param sharers how many such tests are made side by side, e.g. one a variant
 */
export function levelAt(looks: readonly LookSummary[], runs: number, sharers: number): number {
  const look = looks.find(({ pairs }) => pairs >= runs) ?? looks.at(-1);
  return (look?.significanceLevel ?? 0) / Math.max(1, sharers);
}
