/** Labels at the end of lines, moved apart if they would overlap. */
import type * as Plot from '@observablehq/plot';
import { note } from './plot.ts';

export interface LineLabel {
  readonly text: string;
  readonly colour: string;
  readonly at: number;
}

const LINE_HEIGHT = 14;

/** @param height of the frame in pixels */
export function endMarks(
  labels: readonly LineLabel[],
  height: number,
  domain: readonly [low: number, high: number],
  look: Plot.TextOptions,
): Plot.Markish[] {
  return directLabels(labels, height, domain).map(({ text, colour, at, dy }) =>
    note(text, { y: at, frameAnchor: 'right', textAnchor: 'start', dy, fill: colour, ...look }),
  );
}

/** @returns each label with its shift in pixels */
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
  // Moves labels back up that were pushed below the frame.
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
