/**
 * How well one column predicts the label: the share of test labels it gets right, learnt from training examples.
 *
 * The best of several readings counts: the commonest label of the value, with and without its digits (`cat/0012.png`), and
 * that of the nearest number or date, or of the five nearest. A numeric label uses R² of the five nearest. This finds row
 * numbers in a sorted file and noisy copies of the label.
 */
import { countBelow } from '../numerics/sorted.ts';

export interface LabelledColumn {
  readonly values: readonly string[];
  readonly labels: readonly string[];
}

export interface Tell {
  /** Share of test examples, or R². */
  readonly right: number;
  /** Share of the commonest training label; 0 for R². */
  readonly baseRate: number;
}

const NEIGHBOURS = 5;

/** @param isNumeric the label is an amount instead of a class */
export function tellLabel(train: LabelledColumn, test: LabelledColumn, isNumeric = false): Tell {
  const ofTrain = toNumbers(train.values);
  const ofTest = toNumbers(test.values);
  if (isNumeric) {
    const targets = toNumbers(test.labels);
    const known = toNumbers(train.labels);
    if (ofTrain === null || ofTest === null || targets === null || known === null)
      return { right: 0, baseRate: 0 };
    const near = neighbours(ofTrain, NEIGHBOURS);
    const mean = (places: readonly number[]) =>
      places.reduce((sum, place) => sum + (known[place] as number), 0) / places.length;
    return {
      right: explained(
        targets,
        ofTest.map((value) => mean(near(value))),
      ),
      baseRate: 0,
    };
  }
  const common = commonest(train.labels) ?? '';
  const share = (guess: (place: number) => string | undefined) =>
    test.labels.filter((label, place) => (guess(place) ?? common) === label).length /
    Math.max(1, test.labels.length);
  const byValue = labelOfKey(train, (value) => value);
  const byWords = labelOfKey(train, withoutDigits);
  const shares = [
    share((place) => byValue.get(test.values[place] ?? '')),
    share((place) => byWords.get(withoutDigits(test.values[place] ?? ''))),
  ];
  if (ofTrain !== null && ofTest !== null) {
    for (const count of [1, NEIGHBOURS]) {
      const near = neighbours(ofTrain, count);
      shares.push(
        share((place) => commonest(near(ofTest[place] as number).map((at) => train.labels[at] ?? ''))),
      );
    }
  }
  return { right: Math.max(...shares), baseRate: share(() => undefined) };
}

/** Share of the commonest label within groups; 1 if each group of two or more rows has one label. */
export function purity({ values, labels }: LabelledColumn): number {
  const groups = new Map<string, string[]>();
  for (const [place, value] of values.entries()) {
    const own = groups.get(value) ?? [];
    groups.set(value, own);
    own.push(labels[place] ?? '');
  }
  let rows = 0;
  let right = 0;
  for (const own of groups.values()) {
    if (own.length < 2) continue;
    rows += own.length;
    right += countsOf(own).get(commonest(own) ?? '') ?? 0;
  }
  return rows === 0 ? 0 : right / rows;
}

function withoutDigits(value: string): string {
  return value.replace(/\d+/g, '#');
}

/** Reads numbers, or dates as times; null if any value is neither. */
export function toNumbers(values: readonly string[]): number[] | null {
  const numbers = values.map((value) => {
    if (/^\d{4}-\d{2}(-\d{2}([T ][\d:.]+Z?)?)?$/.test(value)) return Date.parse(value.replace(' ', 'T'));
    return value === '' ? Number.NaN : Number(value);
  });
  return numbers.every(Number.isFinite) && numbers.length > 0 ? numbers : null;
}

function labelOfKey(
  { values, labels }: LabelledColumn,
  keyOf: (value: string) => string,
): Map<string, string> {
  const groups = new Map<string, string[]>();
  for (const [place, value] of values.entries()) {
    const key = keyOf(value);
    const own = groups.get(key) ?? [];
    groups.set(key, own);
    own.push(labels[place] ?? '');
  }
  return new Map([...groups].map(([key, own]) => [key, commonest(own) ?? '']));
}

function countsOf(labels: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

function commonest(labels: readonly string[]): string | undefined {
  let best: readonly [string, number] | undefined;
  for (const entry of countsOf(labels)) if (best === undefined || entry[1] > best[1]) best = entry;
  return best?.[0];
}

/** Ties go by value and place. */
function neighbours(numbers: readonly number[], count: number): (value: number) => readonly number[] {
  const order = numbers
    .map((_, place) => place)
    .sort((a, b) => (numbers[a] as number) - (numbers[b] as number) || a - b);
  const sorted = order.map((place) => numbers[place] as number);
  const at = (rank: number) => sorted[rank] as number;
  return (value) => {
    let right = countBelow(sorted, value);
    let left = right - 1;
    const found: number[] = [];
    while (found.length < count && (left >= 0 || right < order.length)) {
      const isRight = left < 0 || (right < order.length && at(right) - value <= value - at(left));
      found.push(order[isRight ? right++ : left--] as number);
    }
    return found;
  };
}

function explained(targets: readonly number[], guesses: readonly number[]): number {
  const mean = targets.reduce((sum, target) => sum + target, 0) / targets.length;
  const total = targets.reduce((sum, target) => sum + (target - mean) ** 2, 0);
  const left = targets.reduce((sum, target, place) => sum + (target - (guesses[place] as number)) ** 2, 0);
  return total === 0 ? 0 : Math.max(0, 1 - left / total);
}
