/** Assumes no ties. */
export function withoutEachOfAuroc(labels: Uint8Array, scores: Float64Array) {
  const order = Int32Array.from(scores, (_, example) => example).sort(
    (a, b) => (scores[a] as number) - (scores[b] as number),
  );
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const negatives = labels.length - positives;
  const won = new Float64Array(labels.length);
  let [below, total] = [0, 0];
  let positivesBelow = 0;
  for (const example of order) {
    if (labels[example] === 1) {
      won[example] = below;
      total += below;
      positivesBelow++;
    } else {
      won[example] = positives - positivesBelow;
      below++;
    }
  }
  const withoutEach = won.map(
    (own, example) =>
      (total - own) / (labels[example] === 1 ? (positives - 1) * negatives : positives * (negatives - 1)),
  );
  return { area: total / (positives * negatives), withoutEach };
}
