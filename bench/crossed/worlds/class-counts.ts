/**
 * Three classes (70, 20, 10 %). A model predicts the highest prior + separation (for the label) + ability of model, class and
 * example + run bias per class + noise; `shift` raises the candidate's separation.
 */
import { influenceValues } from '../../../src/stats/crossed/contributions.ts';
import { PAIRS, type World } from './world.ts';

const SHARES = [0.7, 0.2, 0.1];
const CLASSES = SHARES.length;
const PRIORS = [0.6, 0, -0.3];
const SEPARATION = 2;
const SEED_DEVIATION = 0.3;
const NOISE = 0.5;

type CountMetric = (counts: Float64Array) => number;

export const macroF1 = (examples: number) => counted('macro-F1', examples, macroF1Of);
export const mcc = (examples: number) => counted('MCC', examples, mccOf);
export const kappa = (examples: number) => counted('kappa', examples, kappaOf);
export const balancedAccuracy = (examples: number) => counted('balanced accuracy', examples, balancedOf);

function counted(name: string, examples: number, metric: CountMetric): World {
  const labels = new Uint8Array(examples);
  const cells = new Uint8Array(examples);
  const [baseline, candidate] = [0, 1].map(() => new Float64Array(CLASSES * examples)) as [
    Float64Array,
    Float64Array,
  ];
  return {
    name: `${name}, ${examples}`,
    examples,
    draw: (draws, shift) => {
      for (let example = 0; example < examples; example++) {
        const u = draws.uniform();
        labels[example] = u < 0.7 ? 0 : u < 0.9 ? 1 : 2;
        for (let label = 0; label < CLASSES; label++) {
          const at = CLASSES * example + label;
          const common = (PRIORS[label] as number) + Math.SQRT1_2 * draws.normal();
          const isOwn = labels[example] === label;
          baseline[at] = common + (isOwn ? SEPARATION : 0) + Math.SQRT1_2 * draws.normal();
          candidate[at] = common + (isOwn ? SEPARATION + shift : 0) + Math.SQRT1_2 * draws.normal();
        }
      }
      const run = (abilities: Float64Array) => {
        const bias = SHARES.map(() => SEED_DEVIATION * draws.normal());
        for (let example = 0; example < examples; example++) {
          let [best, highest] = [0, -Infinity];
          for (let label = 0; label < CLASSES; label++) {
            const score =
              (abilities[CLASSES * example + label] as number) +
              (bias[label] as number) +
              NOISE * draws.normal();
            if (score > highest) [best, highest] = [label, score];
          }
          cells[example] = CLASSES * (labels[example] as number) + best;
        }
        return contributionsOf(cells, metric);
      };
      return Array.from({ length: PAIRS }, () => {
        const before = run(baseline);
        return run(candidate).map((value, example) => value - (before[example] as number));
      });
    },
  };
}

function contributionsOf(cells: Uint8Array, metric: CountMetric): Float64Array {
  const counts = new Float64Array(CLASSES * CLASSES);
  for (const cell of cells) counts[cell] = (counts[cell] as number) + 1;
  const onAll = metric(counts);
  const withoutCell = counts.map((count, cell) => {
    if (count === 0) return Number.NaN;
    counts[cell] = count - 1;
    const value = metric(counts);
    counts[cell] = count;
    return value;
  });
  return influenceValues(
    onAll,
    Float64Array.from(cells, (cell) => withoutCell[cell] as number),
  );
}

function marginsOf(counts: Float64Array) {
  const [actual, predicted] = [new Float64Array(CLASSES), new Float64Array(CLASSES)];
  let total = 0;
  for (let label = 0; label < CLASSES; label++) {
    for (let other = 0; other < CLASSES; other++) {
      const count = counts[CLASSES * label + other] as number;
      actual[label] = (actual[label] as number) + count;
      predicted[other] = (predicted[other] as number) + count;
      total += count;
    }
  }
  const right = actual.map((_, label) => counts[(CLASSES + 1) * label] as number);
  return { actual, predicted, right, total };
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

function macroF1Of(counts: Float64Array): number {
  const { actual, predicted, right } = marginsOf(counts);
  const both = actual.map((count, label) => count + (predicted[label] as number));
  const f1 = right.map((hits, label) => (both[label] === 0 ? 0 : (2 * hits) / (both[label] as number)));
  return sum(f1) / both.filter((count) => count > 0).length;
}

function balancedOf(counts: Float64Array): number {
  const { actual, right } = marginsOf(counts);
  const recalls = right.map((hits, label) => (actual[label] === 0 ? 0 : hits / (actual[label] as number)));
  return sum(recalls) / actual.filter((count) => count > 0).length;
}

function kappaOf(counts: Float64Array): number {
  const { actual, predicted, right, total } = marginsOf(counts);
  const expected = sum(actual.map((count, label) => count * (predicted[label] as number))) / total ** 2;
  return expected < 1 ? (sum(right) / total - expected) / (1 - expected) : 0;
}

function mccOf(counts: Float64Array): number {
  const { actual, predicted, right, total } = marginsOf(counts);
  const expected = sum(actual.map((count, label) => count * (predicted[label] as number)));
  const spread = (margin: Float64Array) => total ** 2 - sum(margin.map((count) => count * count));
  const scale = Math.sqrt(spread(actual) * spread(predicted));
  return scale > 0 ? (sum(right) * total - expected) / scale : 0;
}
