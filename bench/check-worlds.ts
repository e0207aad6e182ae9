/** Healthy experiments designed to mislead the checks they name. */
import type { RunRecord } from '../src/records/record.ts';
import { classificationMetrics } from '../src/stats/metrics/compute.ts';
import { createRandom, type Random, randomNormal } from '../src/stats/random.ts';
import { curves, record } from '../test/checks/records.ts';
import { METRIC, VARIANT } from './calibration/sample.ts';
import { PAIRS } from './calibration/worlds.ts';

interface CheckWorld {
  readonly name: string;
  /** Ids of the targeted checks. */
  readonly checks: readonly string[];
  readonly train: (streams: string, repetition: number) => readonly RunRecord[];
}

type Run = Pick<RunRecord, 'metrics'> & Partial<RunRecord>;

function world(
  name: string,
  checks: readonly string[],
  run: (random: Random, isVariant: boolean) => Run,
): CheckWorld {
  const train = (streams: string, repetition: number) => {
    const random = createRandom(streams, name, repetition);
    return ['baseline', VARIANT].flatMap((model) =>
      Array.from({ length: PAIRS }, (_, index) => record(model, index + 1, run(random, model === VARIANT))),
    );
  };
  return { name, checks, train };
}

/** Each split has independent luck; the lead is the same, in standard deviations of a pair's difference. */
function sameLead(deviations: number): CheckWorld {
  return world(
    `the same lead of ${deviations} sd on both splits`,
    ['overfitting/validation-only'],
    (random, isVariant) => {
      const value = () => (isVariant ? Math.SQRT2 * deviations : 0) + randomNormal(random);
      return { metrics: { validation: { [METRIC]: value() }, test: { [METRIC]: value() } } };
    },
  );
}

interface Examples {
  readonly examples: number;
  readonly classes: number;
  readonly right: number;
  /** Whether runs report accuracy, which reveals the number of examples. */
  readonly tellsAccuracy: boolean;
}

/** With macro-F1, each number of errors gives a cluster of values. */
function macroF1({ examples, classes, right, tellsAccuracy }: Examples): CheckWorld {
  const labels = Array.from({ length: examples }, (_, example) => example % classes);
  const name = `macro-F1 over ${examples} examples of ${classes} classes, ${100 * right} % right`;
  return world(
    `${name}${tellsAccuracy ? '' : ', accuracy not reported'}`,
    ['instability/bimodality'],
    (random) => {
      const predictions = labels.map((label) =>
        random() < right ? label : (label + 1 + Math.floor(random() * (classes - 1))) % classes,
      );
      const { macro_f1: value, accuracy } = classificationMetrics({ labels, predictions, classes });
      if (value === undefined || accuracy === undefined) throw new Error('no score');
      return { metrics: { test: { [METRIC]: value, ...(tellsAccuracy ? { accuracy } : {}) } } };
    },
  );
}

const MOST_EPOCHS = 100;

/** The loss falls for ten epochs and then stays flat. */
function stoppedEarly(patience: number): CheckWorld {
  return world(
    `loss stands still, early stopping with a patience of ${patience}`,
    ['overfitting/gap', 'overfitting/best-epoch'],
    (random) => {
      const losses: number[] = [];
      let best = 0;
      let deviation = 0;
      while (losses.length < MOST_EPOCHS && losses.length - best <= patience) {
        deviation = 0.7 * deviation + 0.02 * randomNormal(random);
        losses.push(4 + 0.3 * Math.max(0, 10 - losses.length) + deviation);
        if ((losses.at(-1) as number) < (losses[best] as number)) best = losses.length - 1;
      }
      return {
        metrics: { test: { [METRIC]: randomNormal(random) } },
        curves: curves(losses.length, {
          train: (epoch) => 2 / epoch,
          validation: (epoch) => losses[epoch - 1] as number,
        }),
      };
    },
  );
}

function accuracyInCurves(examples: number): CheckWorld {
  return world(`accuracy over ${examples} examples, curves without losses`, ['seed-effect'], (random) => {
    const accuracy = () =>
      Array.from({ length: examples }, random).filter((draw) => draw < 0.9).length / examples;
    return {
      metrics: { test: { [METRIC]: accuracy() } },
      curves: [1, 2, 3].map((epoch) => ({ epoch, train: {}, validation: { [METRIC]: accuracy() } })),
    };
  });
}

export const CHECK_WORLDS: readonly CheckWorld[] = [
  accuracyInCurves(50),
  sameLead(0.5),
  sameLead(0.8),
  stoppedEarly(5),
  stoppedEarly(10),
  macroF1({ examples: 60, classes: 3, right: 0.95, tellsAccuracy: true }),
  macroF1({ examples: 200, classes: 2, right: 0.95, tellsAccuracy: true }),
  macroF1({ examples: 1000, classes: 3, right: 0.99, tellsAccuracy: true }),
  macroF1({ examples: 60, classes: 3, right: 0.95, tellsAccuracy: false }),
];
