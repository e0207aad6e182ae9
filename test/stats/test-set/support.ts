import type { Pairing } from '../../../src/stats/test-set/measured-units.ts';

export type Rows = ReadonlyArray<readonly number[]>;

/** Every list of `length` positions below `length`: all resamples of as many things, each equally likely. */
function allDraws(length: number): number[][] {
  let draws: number[][] = [[]];
  for (let place = 0; place < length; place++) {
    draws = draws.flatMap((draw) => Array.from({ length }, (_, position) => [...draw, position]));
  }
  return draws;
}

/** The law of the resampled difference, by going through every resample of units and examples: value -> probability. */
export function exactLaw(
  baseline: Rows,
  candidate: Rows,
  pairing: Pairing,
  metric: (row: readonly number[], examples: readonly number[]) => number,
): Map<number, number> {
  const meanOver = (rows: Rows, units: readonly number[], examples: readonly number[]) =>
    units.reduce((sum, unit) => sum + metric(rows[unit] ?? [], examples), 0) / units.length;
  const law = new Map<number, number>();
  const ofBaseline = allDraws(baseline.length);
  const ofCandidate = allDraws(candidate.length);
  let total = 0;
  for (const examples of allDraws(candidate[0]?.length ?? 0)) {
    const known = ofBaseline.map((units) => meanOver(baseline, units, examples));
    ofCandidate.forEach((units, index) => {
      const value = meanOver(candidate, units, examples);
      for (const other of pairing === 'seed' ? [known[index] ?? 0] : known) {
        const key = keyOf(value - other);
        law.set(key, (law.get(key) ?? 0) + 1);
        total++;
      }
    });
  }
  return new Map([...law].map(([value, count]) => [value, count / total]));
}

/** Values that differ by rounding are one. */
function keyOf(value: number): number {
  return Math.round(value * 1e9) / 1e9 + 0;
}

/** Chi-square of what was drawn against a law, over its degrees of freedom in standard deviations: about 0 ± 1. */
export function excessOfChiSquare(drawn: readonly number[], law: ReadonlyMap<number, number>): number {
  const counts = new Map<number, number>();
  for (const value of drawn) counts.set(keyOf(value), (counts.get(keyOf(value)) ?? 0) + 1);
  for (const value of counts.keys()) if (!law.has(value)) return Infinity;
  let chiSquare = 0;
  let cells = 0;
  let [rareDrawn, rareExpected] = [0, 0];
  for (const [value, probability] of law) {
    const expected = probability * drawn.length;
    const seen = counts.get(value) ?? 0;
    if (expected < 5) {
      rareDrawn += seen;
      rareExpected += expected;
      continue;
    }
    chiSquare += (seen - expected) ** 2 / expected;
    cells++;
  }
  if (rareExpected > 5) {
    chiSquare += (rareDrawn - rareExpected) ** 2 / rareExpected;
    cells++;
  }
  return (chiSquare - (cells - 1)) / Math.sqrt(2 * Math.max(1, cells - 1));
}
