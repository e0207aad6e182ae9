/** How many values a metric could have had around those that are known: a test set of n examples has n + 1 accuracies. */

const MAX_DENOMINATOR = 10_000;
/** Fewer gaps share a divisor by chance. */
const FEWEST_GAPS = 3;

export interface Steps {
  readonly steps: number;
  /** False if only the printed digits tell. */
  readonly isOfSize: boolean;
}

/** Possible values around these: of a test set of a size that explains these, or all, or their squares; else by the digits. */
export function stepsOf(values: readonly number[], all: readonly number[] = values): Steps {
  const square = (value: number) => value ** 2;
  const own = stepsAmong(values, all);
  const squared = stepsAmong(values.map(square), all.map(square));
  return squared.isOfSize && squared.steps < own.steps ? squared : own;
}

function stepsAmong(values: readonly number[], all: readonly number[]): Steps {
  const unit = 10 ** -Math.max(...values.map(decimalsOf));
  const step = Math.max(
    ...[values, all].map((some) => stepOfSize(some, unit) ?? stepOfGaps(some, unit) ?? 0),
  );
  return { steps: Math.round(widthOf(values) / (step || unit)) + 1, isOfSize: step > 0 };
}

/** By the middle one of the distances between near values: a run that failed lies far away. */
export function widthOf(values: readonly number[]): number {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const gaps = sorted.length - 1;
  const near = Math.max(1, Math.floor(Math.sqrt(gaps)));
  const distances = sorted.slice(near).map((value, at) => value - (sorted[at] as number));
  const middle = distances.sort((a, b) => a - b)[Math.floor((distances.length - 1) / 2)] ?? 0;
  return (middle / near) * gaps;
}

function gapsIn(values: readonly number[]): readonly number[] {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  return sorted.slice(1).map((value, at) => value - (sorted[at] as number));
}

function stepOfSize(values: readonly number[], unit: number): number | null {
  for (const whole of [1, 100])
    for (let size = 1; size <= Math.min(MAX_DENOMINATOR, whole / unit); size += 1) {
      const step = whole / size;
      const isOfSize = (value: number) =>
        Math.abs(value - Math.round(value / step) * step) <= 0.5 * unit * (1 + 1e-6) + 1e-12;
      if (values.every(isOfSize)) return step;
    }
  return null;
}

/** The step of which all gaps are multiples: a tree's log loss is 36.04 for each wrong example. */
function stepOfGaps(values: readonly number[], unit: number): number | null {
  const gaps = gapsIn(values);
  const range = gaps.reduce((sum, gap) => sum + gap, 0);
  const least = range / MAX_DENOMINATOR;
  if (gaps.length < FEWEST_GAPS || unit > least / MAX_DENOMINATOR) return null;
  const step = gaps.reduce((one, other) => {
    let [a, b] = [one, one === 0 ? 0 : other];
    while (b > least) [a, b] = [b, Math.min(a % b, b - (a % b))];
    return b > range * 1e-9 ? 0 : a;
  });
  return step > least ? step : null;
}

export function decimalsOf(value: number): number {
  const [mantissa = '', exponent = '0'] = Math.abs(value).toExponential().split('e');
  return Math.min(15, Math.max(0, mantissa.replace('.', '').length - 1 - Number(exponent)));
}
