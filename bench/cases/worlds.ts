/** Evaluations with a known truth: cases of different difficulty, arms that share it, repeats, groups, runs on a busy server. */
import { type Random, randomNormal } from '../../src/stats/random.ts';

/** Repeats × cases. */
export type Arm = Float64Array[];
export type Arms = readonly [baseline: Arm, candidate: Arm];

export interface Design {
  readonly cases: number;
  readonly repeats: number;
}

/** Logarithms of milliseconds: standard deviations of effects of the case, the case in one arm, the run, and the answer. */
export interface LatencyWorld {
  readonly name: string;
  readonly ofCase: number;
  readonly ofArm: number;
  readonly ofRun: number;
  readonly ofAnswer: number;
  readonly candidateAnswer?: number;
  /** Of the candidate's logarithm. */
  readonly slower: number;
  /** Shares of answers that take four times as long. */
  readonly stalls?: readonly [baseline: number, candidate: number];
}

const PLAIN = { ofCase: 0.4, ofArm: 0.2, ofRun: 0, ofAnswer: 0.3, slower: 0.1 };
export const LATENCY_WORLDS: readonly LatencyWorld[] = [
  { name: 'lognormal', ...PLAIN },
  { name: 'each run has its own load', ...PLAIN, ofRun: 0.05 },
  { name: 'answers hardly vary', ...PLAIN, ofCase: 0.5, ofArm: 0.05, ofAnswer: 0.05 },
  { name: 'the candidate varies more', ...PLAIN, candidateAnswer: 0.6 },
  { name: '8 % stall', ...PLAIN, stalls: [0.08, 0.08] },
  { name: '6 % stall in the candidate alone', ...PLAIN, stalls: [0, 0.06] },
];

export function drawLatencies(world: LatencyWorld, { cases, repeats }: Design, random: Random): Arms {
  const shared = Float64Array.from({ length: cases }, () => world.ofCase * randomNormal(random));
  const arm = (at: 0 | 1): Arm => {
    const own = shared.map((effect) => effect + world.ofArm * randomNormal(random));
    const noise = at === 1 ? (world.candidateAnswer ?? world.ofAnswer) : world.ofAnswer;
    const stalls = world.stalls?.[at] ?? 0;
    return Array.from({ length: repeats }, () => {
      const run = world.ofRun * randomNormal(random) + (at === 1 ? world.slower : 0);
      return own.map((effect) => {
        const stall = stalls > 0 && random() < stalls ? Math.log(4) : 0;
        return 1000 * Math.exp(effect + run + stall + noise * randomNormal(random));
      });
    });
  };
  return [arm(0), arm(1)];
}

/** Chances to pass by case, in logits; `shift` is the candidate's gain, `group` the spread of groups of five cases. */
export interface PassWorld {
  readonly name: string;
  readonly centre: number;
  readonly spread: number;
  readonly ofArm: number;
  readonly shift: number;
  readonly group?: number;
}

export const PASS_WORLDS: readonly PassWorld[] = [
  { name: 'easy and hard cases', centre: 0.5, spread: 2, ofArm: 0.7, shift: 0 },
  { name: 'nearly all pass', centre: 4, spread: 1, ofArm: 0.5, shift: 0 },
  { name: 'all are flaky', centre: 0, spread: 0.3, ofArm: 0.3, shift: 0 },
  { name: 'the candidate is better', centre: 0.5, spread: 2, ofArm: 0.7, shift: 0.5 },
  { name: 'groups of five', centre: 0.5, spread: 1, ofArm: 0.5, shift: 0, group: 1.5 },
];
export const GROUP_SIZE = 5;

export function drawChances(world: PassWorld, cases: number, random: Random): readonly [number[], number[]] {
  const chances: [number[], number[]] = [[], []];
  let group = [0, 0];
  for (let at = 0; at < cases; at++) {
    const own = world.centre + world.spread * randomNormal(random);
    if (world.group !== undefined && at % GROUP_SIZE === 0)
      group = [0, 1].map(() => (world.group as number) * randomNormal(random));
    for (const arm of [0, 1] as const) {
      const logit =
        own + (group[arm] as number) + world.ofArm * randomNormal(random) + (arm === 1 ? world.shift : 0);
      chances[arm].push(1 / (1 + Math.exp(-logit)));
    }
  }
  return chances;
}

export function binomial(n: number, chance: number, random: Random): number {
  let hits = 0;
  for (let trial = 0; trial < n; trial++) if (random() < chance) hits++;
  return hits;
}
