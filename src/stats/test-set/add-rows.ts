/**
 * Sets `totals` to Σ weight × row, leaving out rows of weight zero: of S units drawn with replacement from S, more than a
 * third are not drawn at all. Four rows at a time, because what takes long is to fetch and store the totals.
 */
export function addRows(totals: Float64Array, rows: readonly Float64Array[], weights: Int32Array): void {
  totals.fill(0);
  const drawn: number[] = [];
  for (let unit = 0; unit < rows.length; unit++) if (weights[unit] !== 0) drawn.push(unit);
  // Beyond the last row drawn, any row serves with weight zero.
  const row = (index: number) => rows[drawn[index] ?? 0] as Float64Array;
  const weight = (index: number) => weights[drawn[index] ?? -1] ?? 0;
  for (let next = 0; next < drawn.length; next += 4) {
    const [a, b, c, d] = [row(next), row(next + 1), row(next + 2), row(next + 3)];
    const [p, q, r, s] = [weight(next), weight(next + 1), weight(next + 2), weight(next + 3)];
    for (let column = 0; column < totals.length; column++) {
      totals[column] =
        (totals[column] as number) +
        p * (a[column] as number) +
        q * (b[column] as number) +
        r * (c[column] as number) +
        s * (d[column] as number);
    }
  }
}
