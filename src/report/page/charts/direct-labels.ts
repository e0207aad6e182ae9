/** Labels at the end of lines, moved apart where they would lie on each other. */
export interface LineLabel {
  readonly text: string;
  readonly colour: string;
  /** The value that the line ends at. */
  readonly at: number;
}

const LINE_HEIGHT = 14;

/** @param height of the drawn frame, in pixels, over which the domain is spread @returns with `dy`, the shift of each label in pixels */
export function directLabels(
  labels: readonly LineLabel[],
  height: number,
  [low, high]: readonly [low: number, high: number],
): ReadonlyArray<LineLabel & { readonly dy: number }> {
  const pixels = (value: number) => (high > low ? (height * (high - value)) / (high - low) : height / 2);
  const sorted = [...labels].sort((a, b) => b.at - a.at);
  let free = Number.NEGATIVE_INFINITY;
  const down = sorted.map((label) => {
    const y = Math.max(pixels(label.at), free);
    free = y + LINE_HEIGHT;
    return { label, y };
  });
  // What was pushed out below is pushed back up.
  let limit = Math.max(height, (labels.length - 1) * LINE_HEIGHT);
  return down
    .toReversed()
    .map(({ label, y }) => {
      const placed = Math.min(y, limit);
      limit = placed - LINE_HEIGHT;
      return { ...label, dy: Math.round(placed - pixels(label.at)) };
    })
    .toReversed();
}
