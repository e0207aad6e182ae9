/** Draws whole experiments, two arms of runs with learning curves, from a truth that the caller varies. */
import type { RunRecord } from '../../src/records/record.ts';
import { type Random, randomNormal } from '../../src/stats/random.ts';
import { record, seedsTo } from './records.ts';

export interface Truth {
  readonly seeds: number;
  readonly epochs: number;
  readonly classes: number;
  /** Of the test set and of the validation set. */
  readonly examples: number;
  /** Accuracies of baseline and variant at the end of the training. */
  readonly skills: readonly [number, number];
  /** Standard deviation of a run's skill. */
  readonly spread: number;
  /** Share of what is left to learn that an epoch learns, in each arm. */
  readonly rates: readonly [number, number];
  /** What is learnt before the first epoch, as a share: fine-tuning. */
  readonly learnt: number;
  /** Standard deviation of the losses of an epoch. */
  readonly noise: number;
  /** Rise of the validation loss per epoch. */
  readonly rise: number;
  /** Stops after so many epochs without a lower loss, or a higher accuracy, on validation. */
  readonly patience: { readonly loss?: number; readonly accuracy?: number };
  readonly decimals: number | null;
}

const USUAL: Truth = {
  seeds: 8,
  epochs: 14,
  classes: 10,
  examples: 500,
  skills: [0.85, 0.87],
  spread: 0.008,
  rates: [0.35, 0.35],
  learnt: 0,
  noise: 0.01,
  rise: 0,
  patience: {},
  decimals: null,
};

export function drawExperiment(random: Random, truth: Partial<Truth> = {}): RunRecord[] {
  const whole = { ...USUAL, ...truth };
  return seedsTo(whole.seeds).flatMap((seed) =>
    (['baseline', 'head'] as const).map((model, arm) => drawRun(random, whole, model, seed, arm as 0 | 1)),
  );
}

function drawRun(random: Random, truth: Truth, model: string, seed: number, arm: 0 | 1): RunRecord {
  const { classes, examples, spread, noise, rise, patience } = truth;
  const rounded = (value: number) =>
    truth.decimals === null ? value : Number(value.toFixed(truth.decimals));
  const skill = Math.min(0.995, truth.skills[arm] + spread * randomNormal(random));
  const share = (mean: number) => {
    const right = mean * examples + Math.sqrt(0.3 * mean * (1 - mean) * examples) * randomNormal(random);
    return rounded(Math.min(examples, Math.max(0, Math.round(right))) / examples);
  };
  const start = Math.log(classes);
  const floor = 1.6 * (1 - skill);
  const curves: RunRecord['curves'] = [];
  const waits = { loss: 0, accuracy: 0 };
  let [lowest, highest] = [Number.POSITIVE_INFINITY, 0];
  let reached = skill;
  for (let epoch = 1; epoch <= truth.epochs; epoch += 1) {
    const left = (1 - truth.learnt) * (1 - truth.rates[arm]) ** epoch;
    const lossAt = (end: number) =>
      rounded(Math.max(1e-4, end + (start - end) * left + noise * randomNormal(random)));
    const loss = lossAt(floor) + rise * epoch;
    reached = skill + (1 / classes - skill) * left;
    const accuracy = share(reached);
    curves.push({ epoch, train: { loss: lossAt(0.7 * floor) }, validation: { loss, accuracy } });
    waits.loss = loss < lowest ? 0 : waits.loss + 1;
    waits.accuracy = accuracy > highest ? 0 : waits.accuracy + 1;
    [lowest, highest] = [Math.min(lowest, loss), Math.max(highest, accuracy)];
    if (waits.loss === patience.loss || waits.accuracy === patience.accuracy) break;
  }
  const end = curves.at(-1)?.validation ?? {};
  return record(model, seed, {
    curves,
    metrics: {
      validation: { ...end },
      test: { accuracy: share(reached), loss: rounded(floor + noise * randomNormal(random)) },
    },
  });
}

/** Changes the runs of one arm, or of some of its seeds. */
export function change(
  records: readonly RunRecord[],
  of: { readonly model?: string; readonly seeds?: readonly number[] },
  to: (run: RunRecord) => Partial<RunRecord>,
): RunRecord[] {
  return records.map((run) =>
    (of.model ?? run.model) === run.model && (of.seeds?.includes(run.seed) ?? true)
      ? { ...run, ...to(run) }
      : run,
  );
}

/** Ends runs after an epoch; their final values are those of its end. */
export function endAt(epoch: number): (run: RunRecord) => Partial<RunRecord> {
  return ({ curves, metrics }) => {
    const kept = curves.slice(0, epoch);
    const end = kept.at(-1)?.validation ?? {};
    return {
      curves: kept,
      metrics: { ...metrics, validation: { ...end }, test: { accuracy: end.accuracy ?? 0 } },
    };
  };
}

/** Thirty kinds of experiments in which nothing is wrong. */
export const HEALTHY: Readonly<Record<string, Partial<Truth>>> = {
  usual: {},
  'no difference': { skills: [0.86, 0.86] },
  'a worse variant': { skills: [0.87, 0.84] },
  'a large gain': { skills: [0.7, 0.9] },
  'five seeds': { seeds: 5 },
  'twelve seeds': { seeds: 12 },
  'thirty seeds': { seeds: 30 },
  'two classes': { classes: 2, skills: [0.8, 0.82] },
  'two hard classes': { classes: 2, skills: [0.56, 0.58] },
  'many classes': { classes: 100, skills: [0.6, 0.63] },
  'a hard task': { skills: [0.3, 0.34] },
  'an easy task': { skills: [0.98, 0.985], spread: 0.003 },
  'a small test set': { examples: 60 },
  'a large test set': { examples: 10_000 },
  'an odd test set': { examples: 301 },
  'coarse logs': { decimals: 3 },
  'logs of four digits': { decimals: 4 },
  'early stopping': { patience: { loss: 5 }, epochs: 60 },
  'early stopping, cut off': { patience: { loss: 3 }, epochs: 14 },
  'impatient early stopping': { patience: { loss: 2 }, epochs: 20 },
  'early stopping by the score': { patience: { accuracy: 4 }, epochs: 20 },
  'patience that few runs use up': { patience: { loss: 6 }, epochs: 20 },
  'fine-tuning': { learnt: 0.9, epochs: 5 },
  'slow training': { rates: [0.15, 0.15], epochs: 40 },
  'fast training': { rates: [0.7, 0.7], epochs: 30 },
  'a faster variant': { rates: [0.25, 0.5], skills: [0.86, 0.86], epochs: 30 },
  'noisy losses': { noise: 0.06 },
  'much variation': { spread: 0.03 },
  overfitting: { rise: 0.01 },
  'three epochs': { epochs: 3, rates: [0.7, 0.7] },
};
