/** A better variant is better on every class, split and input. */
import { isGiven } from '../../src/stats/metrics/compute.ts';
import { keepProbabilities, type RunPredictions } from '../../src/stats/metrics/predictions.ts';
import { METRICS } from '../../src/stats/metrics/registry.ts';
import { type Random, randomInteger, randomNormal } from '../../src/stats/random.ts';

export interface Examples {
  readonly labels: Float64Array;
  /** Ease per example, or the size of a regression's errors. */
  readonly ease: Float64Array;
  /** Wrong class per example, or the error that all models share. */
  readonly trap: Float64Array;
}

interface Task {
  readonly kind: 'classification' | 'regression';
  readonly sizes: { readonly validation: number; readonly test: number; readonly shifted: number };
  draw(random: Random, size: number): Examples;
  predict(random: Random, examples: Examples, skill: number): RunPredictions;
}

export interface World {
  readonly name: string;
  /** The first metric is primary. */
  readonly metrics: string;
  /** Extra skill of a better variant. */
  readonly lead: number;
  readonly stopsEarly: boolean;
  /** A task, or the metrics of a run without predictions. */
  readonly task: Task | ((random: Random, skill: number) => Record<string, number>);
}

/** @param shares sum to 1 */
function classes(shares: readonly number[], sizes: Task['sizes']): Task {
  const count = shares.length;
  const drawClass = (random: Random) => {
    let [left, label] = [random(), 0];
    while (label < count - 1 && left >= (shares[label] as number)) left -= shares[label++] as number;
    return label;
  };
  return {
    kind: 'classification',
    sizes,
    draw(random, size) {
      const labels = Float64Array.from({ length: size }, () => drawClass(random));
      return {
        labels,
        ease: Float64Array.from(labels, () => 1.6 * randomNormal(random)),
        trap: Float64Array.from(labels, (label) => (label + 1 + randomInteger(random, count - 1)) % count),
      };
    },
    predict(random, { labels, ease, trap }, skill) {
      const rest = count > 2 ? 0.1 / (count - 2) : 0;
      const rows = Array.from(labels, (label, example) => {
        const margin = 1.9 + skill + (ease[example] as number) + 0.8 * randomNormal(random);
        // These log odds make predictions calibrated at any skill.
        const own = 1 / (1 + Math.exp((-2 * (1.9 + skill) * margin) / (1.6 ** 2 + 0.8 ** 2)));
        const row = new Float64Array(count).fill(rest * (1 - own));
        row[trap[example] as number] = (count > 2 ? 0.9 : 1) * (1 - own);
        row[label] = own;
        return row;
      });
      const predictions = Float64Array.from(rows, (row) => row.indexOf(Math.max(...row)));
      return { predictions, probabilities: keepProbabilities(labels, rows, count) };
    },
  };
}

/** @param tail variation of error sizes between examples */
function amounts(tail: number, sizes: Task['sizes']): Task {
  return {
    kind: 'regression',
    sizes,
    draw(random, size) {
      const labels = Float64Array.from({ length: size }, () => 20 + 5 * randomNormal(random));
      return {
        labels,
        ease: Float64Array.from(labels, () => Math.exp(tail * randomNormal(random))),
        trap: Float64Array.from(labels, () => randomNormal(random)),
      };
    },
    predict: (random, { labels, ease, trap }, skill) => ({
      predictions: Float64Array.from(labels, (label, example) => {
        const error = 0.8 * (trap[example] as number) + 0.6 * randomNormal(random);
        return label + 2 * Math.exp(-skill) * (ease[example] as number) * error;
      }),
      probabilities: null,
    }),
  };
}

function metricsAlone(law: (random: Random) => number): World['task'] {
  return (random, skill) => {
    const accuracy = 0.8 + 0.008 * (12 * skill + law(random));
    const beside = 0.004 * law(random);
    return { accuracy, macro_f1: accuracy - 0.03 + beside, log_loss: 1.4 - accuracy + 0.01 * law(random) };
  };
}

const skewed = (random: Random) => (Math.exp(0.5 * randomNormal(random)) - 1.13) / 0.6;

const OF_CLASSES = '[{ name: accuracy, margin: 0.01 }, { name: macro_f1 }]';

export const WORLDS: readonly World[] = [
  {
    name: 'four classes',
    metrics: OF_CLASSES,
    lead: 0.25,
    stopsEarly: false,
    task: classes([0.4, 0.3, 0.2, 0.1], { validation: 400, test: 600, shifted: 400 }),
  },
  {
    name: 'two classes, early stopping',
    metrics: '[{ name: macro_f1, margin: 0.02 }, { name: auroc }]',
    lead: 0.35,
    stopsEarly: true,
    task: classes([0.8, 0.2], { validation: 300, test: 300, shifted: 300 }),
  },
  {
    name: 'regression',
    metrics: '[{ name: rmse, margin: 0.05 }, { name: mae }]',
    lead: 0.08,
    stopsEarly: false,
    task: amounts(0.4, { validation: 300, test: 400, shifted: 300 }),
  },
  {
    name: 'metrics alone',
    metrics: OF_CLASSES,
    lead: 0.1,
    stopsEarly: false,
    task: metricsAlone(randomNormal),
  },
  {
    name: 'metrics alone, skewed',
    metrics: OF_CLASSES,
    lead: 0.1,
    stopsEarly: true,
    task: metricsAlone(skewed),
  },
];

export function score(kind: Task['kind'], { labels }: Examples, run: RunPredictions): Record<string, number> {
  return Object.fromEntries(
    METRICS.flatMap(({ name, task, compute }) =>
      task === kind && compute !== undefined && isGiven(compute, run)
        ? [[name, compute.value(labels, run)]]
        : [],
    ),
  );
}
