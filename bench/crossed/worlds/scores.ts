/**
 * A score is label × separation + ability + noise, as log-odds times a steepness; separation varies with the seed, and `shift`
 * raises the candidate's.
 */
import { influenceValues } from '../../../src/stats/crossed/contributions.ts';
import type { Draws } from '../draws.ts';
import { withoutEachOfAuroc } from './auroc.ts';
import { PAIRS, type World } from './world.ts';

const POSITIVE = 0.3;
const SEPARATION = 1.5;
const SEED_DEVIATION = 0.3;
const NOISE = 0.5;

type Contributions = (labels: Uint8Array, scores: Float64Array) => Float64Array;

function scored(name: string, examples: number, contributions: Contributions): World {
  const labels = new Uint8Array(examples);
  const scores = new Float64Array(examples);
  const [baseline, candidate] = [new Float64Array(examples), new Float64Array(examples)];
  return {
    name,
    examples,
    draw: (draws, shift) => {
      drawLabels(labels, draws);
      for (let example = 0; example < examples; example++) {
        const common = Math.SQRT1_2 * draws.normal();
        baseline[example] = common + Math.SQRT1_2 * draws.normal();
        candidate[example] = common + Math.SQRT1_2 * draws.normal();
      }
      const run = (abilities: Float64Array, gain: number) => {
        const separation = SEPARATION + gain + SEED_DEVIATION * draws.normal();
        for (let example = 0; example < examples; example++) {
          const sign = labels[example] === 1 ? 0.5 : -0.5;
          scores[example] = sign * separation + (abilities[example] as number) + NOISE * draws.normal();
        }
        return contributions(labels, scores);
      };
      return Array.from({ length: PAIRS }, () => {
        const before = run(baseline, 0);
        return run(candidate, shift).map((value, example) => value - (before[example] as number));
      });
    },
  };
}

/** Two examples per class keep the area defined without any one. */
function drawLabels(labels: Uint8Array, draws: Draws): void {
  let positives = 0;
  while (positives < 2 || positives > labels.length - 2) {
    positives = 0;
    for (let example = 0; example < labels.length; example++) {
      labels[example] = Number(draws.uniform() < POSITIVE);
      positives += labels[example] as number;
    }
  }
}

export function auroc(examples: number): World {
  return scored(`AUROC, ${examples}`, examples, (labels, scores) => {
    const { area, withoutEach } = withoutEachOfAuroc(labels, scores);
    return influenceValues(area, withoutEach);
  });
}

/** Negated, so that higher is better. */
export function logLoss(examples: number, steepness = 1.5): World {
  return scored(`log loss, ${examples}`, examples, (labels, scores) =>
    scores.map(
      (score, example) => -Math.log1p(Math.exp((labels[example] === 1 ? -1 : 1) * steepness * score)),
    ),
  );
}

const BINS = 15;

/** Negated, so that higher is better. */
export function calibrationError(examples: number, steepness = 1.5): World {
  return scored(`calibration error, ${examples}`, examples, (labels, scores) => {
    const excess = new Float64Array(BINS);
    const bins = new Uint8Array(examples);
    const terms = scores.map((score, example) => {
      const highest = 1 / (1 + Math.exp(-steepness * Math.abs(score)));
      const bin = Math.min(BINS - 1, Math.ceil(highest * BINS) - 1);
      const term = Number(score > 0 === (labels[example] === 1)) - highest;
      bins[example] = bin;
      excess[bin] = (excess[bin] as number) + term;
      return term;
    });
    const sum = excess.reduce((total, value) => total + Math.abs(value), 0);
    const withoutEach = terms.map((term, example) => {
      const own = excess[bins[example] as number] as number;
      return -(sum - Math.abs(own) + Math.abs(own - term)) / (examples - 1);
    });
    return influenceValues(-sum / examples, withoutEach);
  });
}
