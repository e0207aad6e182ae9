/**
 * Macro-F1 of three classes, 70, 20 and 10 % of the examples. A model predicts the class with the highest of prior + separation (for the
 * label) + ability of the model for class and example + bias of the run for the class + noise. `shift` is added to the
 * candidate's separation.
 */
import { influenceValues } from '../../../src/stats/crossed/influence.ts';
import { PAIRS, type World } from './world.ts';

const SHARES = [0.7, 0.2, 0.1];
const CLASSES = SHARES.length;
const PRIORS = [0.6, 0, -0.3];
const SEPARATION = 2;
const SEED_DEVIATION = 0.3;
const NOISE = 0.5;

export function macroF1(examples: number): World {
  const labels = new Uint8Array(examples);
  const cells = new Uint8Array(examples);
  const [baseline, candidate] = [0, 1].map(() => new Float64Array(CLASSES * examples)) as [
    Float64Array,
    Float64Array,
  ];
  return {
    name: `macro-F1, ${examples}`,
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
        return contributionsOf(cells);
      };
      return Array.from({ length: PAIRS }, () => {
        const before = run(baseline);
        return run(candidate).map((value, example) => value - (before[example] as number));
      });
    },
  };
}

function contributionsOf(cells: Uint8Array): Float64Array {
  const counts = new Float64Array(CLASSES * CLASSES);
  for (const cell of cells) counts[cell] = (counts[cell] as number) + 1;
  const metric = macroF1Of(counts);
  const withoutCell = counts.map((count, cell) => {
    if (count === 0) return Number.NaN;
    counts[cell] = count - 1;
    const value = macroF1Of(counts);
    counts[cell] = count;
    return value;
  });
  return influenceValues(
    metric,
    Float64Array.from(cells, (cell) => withoutCell[cell] as number),
  );
}

/** @param counts of label and prediction */
function macroF1Of(counts: Float64Array): number {
  let [sum, present] = [0, 0];
  for (let label = 0; label < CLASSES; label++) {
    let both = 0;
    for (let other = 0; other < CLASSES; other++) {
      both += (counts[CLASSES * label + other] as number) + (counts[CLASSES * other + label] as number);
    }
    if (both === 0) continue;
    present++;
    sum += (2 * (counts[(CLASSES + 1) * label] as number)) / both;
  }
  return sum / present;
}
