import { mean } from '../../src/stats/describe.ts';
import { createRandom } from '../../src/stats/random.ts';
import { pairedT } from '../../src/stats/tests/paired-t.ts';
import { welchT } from '../../src/stats/tests/welch-t.ts';
import { percentileInterval } from '../../test/support/bootstrap-intervals.ts';
import { DEFAULT, decideByLooks, FIXED } from './design.ts';
import { claim, type Outcome } from './outcome.ts';
import { ALPHA, type Sample } from './sample.ts';
import { PAIRS } from './worlds.ts';

export interface Procedure {
  readonly name: string;
  /** Resampling takes milliseconds. */
  readonly isCostly: boolean;
  /** @param margin in the metric's unit; some procedures ignore it */
  decide(sample: Sample, margin: number): Outcome;
}

const BOOTSTRAP_RESAMPLES = 1000;

export const SEQUENTIAL: Procedure = {
  name: `default, ${DEFAULT.looks[0]} to ${PAIRS} pairs`,
  isCostly: true,
  decide: (sample) => decideByLooks(sample, DEFAULT, null),
};

export const SEQUENTIAL_WITH_MARGIN: Procedure = {
  name: 'default with a margin',
  isCostly: true,
  decide: (sample, margin) => decideByLooks(sample, DEFAULT, margin),
};

export const FIXED_DESIGN: Procedure = {
  name: `fixed design, ${PAIRS} pairs`,
  isCostly: true,
  decide: (sample) => decideByLooks(sample, FIXED, null),
};

/** Claims are counted by direction where arms are not exchangeable. */
export const DIRECTED_PROCEDURES: readonly Procedure[] = [SEQUENTIAL, SEQUENTIAL_WITH_MARGIN, FIXED_DESIGN];

export const PEEKING: Procedure = { name: 't test after every look', isCostly: false, decide: peek };

export const PROCEDURES: readonly Procedure[] = [
  SEQUENTIAL,
  SEQUENTIAL_WITH_MARGIN,
  FIXED_DESIGN,
  { name: 'one run each', isCostly: false, decide: (sample) => higherMean(sample, 1) },
  { name: 'mean of 5 runs', isCostly: false, decide: (sample) => higherMean(sample, 5) },
  PEEKING,
  { name: `percentile bootstrap, ${PAIRS} pairs`, isCostly: true, decide: bootstrapPercentiles },
  { name: `unpaired t test, ${PAIRS} runs each`, isCostly: false, decide: compareUnpaired },
  {
    name: `P(A>B) above 0.75, ${PAIRS} pairs`,
    isCostly: false,
    decide: (sample) => outperforms(sample),
  },
];

/** The higher mean of each arm's first finished runs wins. */
function higherMean({ arms }: Sample, runs: number): Outcome {
  const average = (arm: ReadonlyArray<number | null>) =>
    mean(arm.filter((value) => value !== null).slice(0, runs));
  return claim(average(arms.candidate) - average(arms.baseline), runs);
}

/** Stops at the first of the default's looks with p < 0.05. */
function peek(sample: Sample): Outcome {
  for (const seeds of DEFAULT.looks) {
    const differences = sample.differences(seeds);
    if (differences.length < 2) continue;
    const { pValue, mean: difference } = pairedT(differences);
    if (pValue <= ALPHA) return claim(difference, seeds);
  }
  return { verdict: 'inconclusive', seeds: PAIRS };
}

/** Claims a difference if the 95 % percentile interval over pairs excludes zero. */
function bootstrapPercentiles(sample: Sample): Outcome {
  const { low, high } = percentileInterval(sample.differences(PAIRS), mean, {
    level: 1 - ALPHA,
    resamples: BOOTSTRAP_RESAMPLES,
    random: createRandom('calibration', 'percentile', sample.experiment),
  });
  return claim(low > 0 ? 1 : high < 0 ? -1 : 0, PAIRS);
}

function compareUnpaired({ arms }: Sample): Outcome {
  const finished = (arm: ReadonlyArray<number | null>) => arm.filter((value) => value !== null);
  const { pValue, difference } = welchT(finished(arms.candidate), finished(arms.baseline));
  return claim(pValue <= ALPHA ? difference : 0, PAIRS);
}

/**
 * Bouthillier et al., "Accounting for variance in machine learning benchmarks" (MLSys 2021), γ = 0.75: the share of pairs that
 * the candidate wins, with a 95 % percentile bootstrap interval. Better if its lower limit exceeds 0.5 and the share exceeds γ;
 * mirrored for the baseline.
 */
function outperforms(sample: Sample): Outcome {
  const signs = sample.differences(PAIRS).map(Math.sign);
  const wins = signs.filter((sign) => sign > 0).length;
  const losses = signs.filter((sign) => sign < 0).length;
  const isBetter = (won: number, lost: number) => {
    const share = shareOfWins(won, lost, signs.length - won - lost);
    return share.low > 0.5 && share.estimate > 0.75;
  };
  return claim(isBetter(wins, losses) ? 1 : isBetter(losses, wins) ? -1 : 0, PAIRS);
}

interface Share {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** Few outcomes are possible, so each is resampled once. */
const shares = new Map<string, Share>();

function shareOfWins(won: number, lost: number, tied: number): Share {
  const key = `${won} ${lost} ${tied}`;
  const found = shares.get(key);
  if (found !== undefined) return found;
  const pairs = [
    ...Array<number>(won).fill(1),
    ...Array<number>(lost).fill(0),
    ...Array<number>(tied).fill(0.5),
  ];
  const random = createRandom('calibration', 'share of wins', won, lost, tied);
  const { low, high } = percentileInterval(pairs, mean, { level: 1 - ALPHA, random });
  const share = { estimate: mean(pairs), low, high };
  shares.set(key, share);
  return share;
}
