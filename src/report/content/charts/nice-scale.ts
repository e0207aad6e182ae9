/** Round numbers for axes: steps of 1, 2 or 5 times a power of ten. */

/** 1.4 / 0.1 is a little less than 14 in binary. */
const ROUNDING = 1e-9;
/** Finer, an axis label would need more digits than mermaid's grammar is given. */
const SMALLEST_STEP = 1e-9;

/** Round bounds a little outside of the data; zero is one of them unless that would flatten the curves. */
export function niceRange(values: readonly number[]): readonly [number, number] {
  const min = values.reduce((a, b) => Math.min(a, b), Infinity);
  const max = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const from = min >= 0 && min < 0.5 * max ? 0 : min;
  // Curves that differ by less than rounding are flat: the axis shows their surroundings.
  const flat = max - from <= 1e-6 * Math.abs(max);
  const span = flat ? Math.abs(max) || 1 : max - from;
  const step = Math.max(niceStep(span / 8), SMALLEST_STEP);
  const low = from === 0 ? 0 : Math.floor(from / step + ROUNDING) * step;
  const high = Math.ceil(max / step - ROUNDING) * step;
  return high > low ? [round(low), round(high)] : [round(low - step), round(low + step)];
}

/** From zero to at least `most`, in about `count` steps. */
export function niceTicks(most: number, count: number): readonly number[] {
  const step = niceStep(most / count);
  return Array.from({ length: Math.ceil(most / step - ROUNDING) + 1 }, (_, i) => round(i * step));
}

/** 1, 2 and 5 times the powers of ten within the bounds: of an axis whose steps are factors. */
export function factorTicks(low: number, high: number): readonly number[] {
  const [from, to] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  return Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i))
    .flatMap((power) => [power, 2 * power, 5 * power])
    .filter((tick) => tick >= low && tick <= high);
}

/** The smallest one that is not below `size`. */
function niceStep(size: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(size));
  return magnitude * ([1, 2, 5].find((factor) => factor * magnitude >= size) ?? 10);
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}
