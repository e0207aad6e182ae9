/** Round numbers for axes: steps of 1, 2 or 5 times a power of ten. */

/** 1.4 / 0.1 is slightly below 14 in binary. */
const ROUNDING = 1e-9;
const STEPS = 10;
/** Smaller steps would need more digits than `mermaid.ts` writes. */
const SMALLEST_STEP = 1e-9;

export function niceRange(values: readonly number[]): readonly [number, number] {
  const min = values.reduce((a, b) => Math.min(a, b), Infinity);
  const max = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const flat = max - min <= 1e-6 * Math.abs(max);
  const span = flat ? Math.abs(max) || 1 : max - min;
  const step = Math.max(niceStep(span / STEPS), SMALLEST_STEP);
  const low = Math.floor(min / step + ROUNDING) * step;
  const high = Math.ceil(max / step - ROUNDING) * step;
  return high > low ? [round(low), round(high)] : [round(low - step), round(low + step)];
}

/** How d3, and so mermaid, picks the step of an axis. */
const THRESHOLDS = [
  [Math.sqrt(50), 10],
  [Math.sqrt(10), 5],
  [Math.SQRT2, 2],
  [0, 1],
] as const;

/** Raises the upper bound until mermaid writes at most `most` (≥ 12) labels. */
export function withLabels([low, high]: readonly [number, number], most: number): readonly [number, number] {
  const size = (high - low) / 10;
  const power = 10 ** Math.floor(Math.log10(size));
  const [at] = THRESHOLDS.map(([, step]) => step).filter((_, i) => size / power >= (THRESHOLDS[i]?.[0] ?? 0));
  const step = (at ?? 1) * power;
  const labels = Math.floor(high / step + ROUNDING) - Math.ceil(low / step - ROUNDING) + 1;
  if (labels <= most) return [low, high];
  const next = THRESHOLDS.map(([from]) => from * power).filter((from) => from > size);
  // A little more makes d3 pick the larger step.
  return [low, round(low + 10.01 * Math.min(...next, 10 * power * Math.SQRT2))];
}

/** From zero to at least `most`, in about `count` steps. */
export function niceTicks(most: number, count: number): readonly number[] {
  const step = niceStep(most / count);
  return Array.from({ length: Math.ceil(most / step - ROUNDING) + 1 }, (_, i) => round(i * step));
}

/** Ticks of a logarithmic axis. */
export function factorTicks(low: number, high: number): readonly number[] {
  const from = Math.floor(Math.log10(low));
  const to = Math.ceil(Math.log10(high));
  return Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i))
    .flatMap((power) => [power, 2 * power, 5 * power])
    .filter((tick) => tick >= low && tick <= high);
}

function niceStep(size: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(size));
  return magnitude * ([1, 2, 5].find((factor) => factor * magnitude >= size) ?? 10);
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}
