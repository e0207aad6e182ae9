/** Worlds of cases whose true difference is known: both arms have the same mean score, plus `shift`. */
import { normalQuantile } from '../../src/stats/distributions/normal.ts';
import type { Draws } from '../crossed/draws.ts';

export interface World {
  readonly name: string;
  /** Chance that each case passes, for the baseline and the variant. */
  readonly cases: (count: number, draws: Draws) => Cases;
  /** Mean score of both arms, without a shift. */
  readonly mean: number;
  /** A case's location becomes a score. Default: passed or failed with this chance. */
  readonly answer?: (location: number, draws: Draws) => number;
  /** All repeats of an arm give the same answers. */
  readonly isCopied?: boolean;
  /** Standard deviation that all answers of an arm's repeat share, in logits. */
  readonly drift?: number;
  /** The baseline's repeats do not drift. */
  readonly driftsAlone?: boolean;
  /** Chance that a case has a failed call in some repeat. */
  readonly failure?: (location: number) => number;
  /** Chance that a wrong answer of the variant is a failed call instead. */
  readonly failsIfWrong?: number;
  /** Groups exist, but the program is not told. */
  readonly hidesGroups?: boolean;
}

interface Cases {
  readonly before: Float64Array;
  readonly after: Float64Array;
  readonly groups: Int32Array | null;
}

/** Scores by arm, repeat and case; NaN for a failed call. */
export interface Sample {
  readonly arms: readonly [readonly Float64Array[], readonly Float64Array[]];
  /** Null where the program is told of none. */
  readonly groups: Int32Array | null;
}

const logistic = (logit: number) => 1 / (1 + Math.exp(-logit));

const NODES = Array.from({ length: 4001 }, (_, index) => normalQuantile((index + 0.5) / 4001));
/** Mean of a function of a standard normal variable. */
const meanOf = (value: (normal: number) => number) =>
  NODES.reduce((sum, normal) => sum + value(normal), 0) / NODES.length;

function each(count: number, draw: (at: number) => readonly [number, number]): Cases {
  const [before, after] = [new Float64Array(count), new Float64Array(count)];
  for (let at = 0; at < count; at++) [before[at], after[at]] = draw(at) as [number, number];
  return { before, after, groups: null };
}

interface Difficulty {
  readonly centre: number;
  /** Standard deviations in logits: of what both arms share, and of each arm's own part. */
  readonly shared: number;
  readonly own: number;
}

function difficulty({ centre, shared, own }: Difficulty): Pick<World, 'cases' | 'mean'> {
  return {
    mean: meanOf((normal) => logistic(centre + Math.hypot(shared, own) * normal)),
    cases: (count, draws) =>
      each(count, () => {
        const common = centre + shared * draws.normal();
        return [logistic(common + own * draws.normal()), logistic(common + own * draws.normal())];
      }),
  };
}

/** Each arm has the same mixture; a share of cases is drawn again for the variant. */
function mixture(
  kinds: ReadonlyArray<readonly [share: number, passes: number]>,
  redrawn: number,
): Pick<World, 'cases' | 'mean'> {
  const draw = (draws: Draws) => {
    const at = draws.uniform();
    let below = 0;
    for (const [share, passes] of kinds) {
      below += share;
      if (at < below) return passes;
    }
    return kinds[0]?.[1] ?? 0;
  };
  return {
    mean: kinds.reduce((sum, [share, passes]) => sum + share * passes, 0),
    cases: (count, draws) =>
      each(count, () => {
        const before = draw(draws);
        return [before, draws.uniform() < redrawn ? draw(draws) : before];
      }),
  };
}

/** Groups of 5 to 20 cases share half of the variance. */
function grouped(): Pick<World, 'cases' | 'mean'> {
  const { centre, shared, own } = CHANGED;
  return {
    mean: meanOf((normal) => logistic(centre + Math.hypot(shared, own) * normal)),
    cases: (count, draws) => {
      const groups = new Int32Array(count);
      let [left, group] = [0, -1];
      let [common, ...arms] = [0, 0, 0];
      const part = () => Math.SQRT1_2 * draws.normal();
      const { before, after } = each(count, (at) => {
        if (left-- === 0) {
          group++;
          left = 4 + Math.floor(16 * draws.uniform());
          [common, ...arms] = [part(), part(), part()];
        }
        groups[at] = group;
        const ability = centre + shared * (common + part());
        return [
          logistic(ability + own * ((arms[0] as number) + part())),
          logistic(ability + own * ((arms[1] as number) + part())),
        ];
      });
      return { before, after, groups };
    },
  };
}

/** The variant answers what the baseline never does on a share of cases, and pays on all others. */
function fewGain(share: number): Pick<World, 'cases' | 'mean'> {
  const ofOthers = 0.7;
  return {
    mean: (1 - share) * ofOthers,
    cases: (count, draws) =>
      each(count, () => {
        if (draws.uniform() < share) return [0, 1];
        // Nine of ten of the others always pass or never do.
        const [before, pays] = [draws.uniform(), share / (1 - share) / ofOthers];
        const passes = before < 0.63 ? 1 : before < 0.9 ? 0 : 0.7;
        return [passes, passes * (1 - pays)];
      }),
  };
}

const CUTS = [-1, 0, 1, 2];
const NOISE = 0.8;
/** A judge's grade of 1 to 5, as 0 to 1. */
function grade(location: number, draws: Draws): number {
  const seen = location + NOISE * draws.normal();
  return CUTS.filter((cut) => seen > cut).length / CUTS.length;
}

function graded(): Pick<World, 'cases' | 'mean' | 'answer'> {
  const centre = 0.8;
  return {
    answer: grade,
    mean: meanOf(
      (normal) =>
        CUTS.filter((cut) => centre + Math.hypot(1, 0.6, NOISE) * normal > cut).length / CUTS.length,
    ),
    cases: (count, draws) =>
      each(count, () => {
        const common = centre + draws.normal();
        return [common + 0.6 * draws.normal(), common + 0.6 * draws.normal()];
      }),
  };
}

const CHANGED: Difficulty = { centre: 0.8, shared: 1.6, own: 1 };

export const WORLDS: readonly World[] = [
  { name: 'nothing changed', ...difficulty({ centre: 0.8, shared: 1.9, own: 0 }) },
  { name: 'cases change both ways', ...difficulty(CHANGED) },
  {
    name: 'always right or wrong',
    ...mixture(
      [
        [0.72, 1],
        [0.18, 0],
        [0.1, 0.5],
      ],
      0.1,
    ),
  },
  { name: 'flaky cases', ...difficulty({ centre: 0, shared: 0.5, own: 0.3 }) },
  { name: 'groups of 5 to 20', ...grouped() },
  { name: 'errors on hard cases', ...difficulty(CHANGED), failure: (passes) => 0.15 * (1 - passes) },
  { name: 'judge, 5 grades', ...graded() },
  {
    name: '98 % pass',
    ...mixture(
      [
        [0.97, 0.995],
        [0.03, 0.5],
      ],
      0.3,
    ),
  },
  { name: 'temperature 0', ...difficulty(CHANGED), isCopied: true },
  {
    name: 'only one arm is flaky',
    mean: 0.7,
    cases: (count, draws) => each(count, () => (draws.uniform() < 0.7 ? [1, 0.9] : [0, 0.7 / 3])),
  },
  { name: 'repeats have good and bad days', ...difficulty(CHANGED), drift: 0.15 },
  { name: 'only the variant has such days', ...difficulty(CHANGED), drift: 0.15, driftsAlone: true },
  { name: 'days differ by 5 points', ...difficulty(CHANGED), drift: 0.38 },
];

/** The data cannot show what is wrong. */
export const BEYOND_HELP: readonly World[] = [
  { name: 'groups of 5 to 20, not named', ...grouped(), hidesGroups: true },
  { name: 'gains on 4 % of the cases, pays on all', ...fewGain(0.04) },
  { name: 'timeouts of the variant where it is wrong', ...difficulty(CHANGED), failsIfWrong: 0.03 },
];

export interface Size {
  readonly cases: number;
  readonly repeats: number;
  /** True lead of the variant. Default: 0. */
  readonly shift?: number;
}

export function drawSample(world: World, { cases, repeats, shift = 0 }: Size, draws: Draws): Sample {
  const { before, after, groups } = world.cases(cases, draws);
  const { answer = passOrFail, drift: spread = 0, failure, failsIfWrong = 0 } = world;
  // A gain turns wrong answers right, and a loss right ones wrong, with this chance.
  const turned = Math.abs(shift) / (shift > 0 ? 1 - world.mean : world.mean);
  const run = (locations: Float64Array, isVariant: boolean) => {
    const drift = world.driftsAlone && !isVariant ? 0 : spread * draws.normal();
    return locations.map((location) => {
      let score = answer(drift === 0 ? location : drifted(location, drift), draws);
      if (isVariant && turned > 0 && draws.uniform() < turned) score = Number(shift > 0);
      return isVariant && score === 0 && draws.uniform() < failsIfWrong ? Number.NaN : score;
    });
  };
  const arm = (locations: Float64Array, isVariant: boolean) => {
    const first = run(locations, isVariant);
    return Array.from({ length: repeats }, (_, at) =>
      at === 0 || world.isCopied ? first : run(locations, isVariant),
    );
  };
  const arms = [arm(before, false), arm(after, true)] as const;
  const [first] = arms[0];
  if (failure !== undefined && first !== undefined)
    for (let at = 0; at < cases; at++) {
      const both = ((before[at] as number) + (after[at] as number)) / 2;
      if (draws.uniform() < failure(both)) first[at] = Number.NaN;
    }
  return { arms, groups: world.hidesGroups ? null : groups };
}

/** The first repeats, without cases that have a failed call in them; null if that are too many to compare the rest. */
export function firstRepeats({ arms, groups }: Sample, repeats: number): Sample | null {
  const [before, after] = arms.map((rows) => rows.slice(0, repeats)) as [Float64Array[], Float64Array[]];
  const all = [...before, ...after];
  const cases = all[0]?.length ?? 0;
  const isLost = Uint8Array.from({ length: cases }, (_, at) =>
    Number(all.some((row) => Number.isNaN(row[at]))),
  );
  const lost = isLost.reduce((sum, one) => sum + one, 0);
  if (lost === 0) return { arms: [before, after], groups };
  if (lost > MISSING_SHARE * cases) return null;
  const keep = (row: Float64Array) => row.filter((_, at) => isLost[at] === 0);
  return {
    arms: [before.map(keep), after.map(keep)],
    groups: groups?.filter((_, at) => isLost[at] === 0) ?? null,
  };
}

/** As in src/compare-results.ts. */
const MISSING_SHARE = 0.1;

function passOrFail(passes: number, draws: Draws): number {
  return Number(draws.uniform() < passes);
}

function drifted(passes: number, drift: number): number {
  const odds = (passes / (1 - passes)) * Math.exp(drift);
  return odds / (1 + odds);
}
