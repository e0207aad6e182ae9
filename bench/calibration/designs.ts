/** Candidates for the default design, each with one change. */
import { type Levels, SINGLE_LOOK } from '../../src/analysis/decide/levels.ts';
import { planLooks } from '../../src/plan/runs/plan-looks.ts';
import { pairedTBoundaries, type TBoundary } from '../../src/stats/sequential/t-boundaries.ts';
import { kimDeMets } from '../../test/support/spending.ts';
import { DEFAULT, type Design, decideByLooks, fixedDesign } from './design.ts';
import type { Procedure } from './procedures.ts';
import type { ResampledChecks, Sample } from './sample.ts';

/** Equals the tolerance in src/analysis/decide/cross-check.ts. */
const TOLERANCE = 1.5;

interface NamedDesign {
  readonly name: string;
  readonly design: Design;
  /** Single-look reference for detection. */
  readonly fixed: string;
}

const MAXIMA = [20, 25] as const;

export const DESIGNS: readonly NamedDesign[] = [
  ...MAXIMA.map((pairs) => named(fixedName(pairs), fixedDesign(pairs))),
  named(`${fixedName(25)}, not studentised`, without(fixedDesign(25))),
  named('5 to 20; t^3, not studentised', without(sequential(5, 20, 3))),
  named('5 to 20; t^3', sequential(5, 20, 3)),
  named('**default**: 6 to 25; t^3', DEFAULT),
  named('default, studentised at the level', withTolerance(DEFAULT, 1)),
  named('default, not studentised', without(DEFAULT)),
  named('default, no cross-checks', { ...DEFAULT, crossChecks: null }),
  named('default, never futile', { ...DEFAULT, futility: 0 }),
  named('default, futile below 10 %', { ...DEFAULT, futility: 0.1 }),
];

export const DESIGN_PROCEDURES: readonly Procedure[] = DESIGNS.flatMap(({ name, design }) =>
  [false, true].map((hasMargin) => ({
    name: hasMargin ? withMargin(name) : name,
    isCostly: true,
    decide: (sample: Sample, margin: number) => decideByLooks(sample, design, hasMargin ? margin : null),
  })),
);

export function withMargin(name: string): string {
  return `${name}, with a margin`;
}

function named(name: string, design: Design): NamedDesign {
  return { name, design, fixed: fixedName(design.looks.at(-1) ?? 0) };
}

function fixedName(pairs: number): string {
  return `fixed, ${pairs}`;
}

function sequential(min: number, max: number, shape: number): Design {
  const looks = planLooks({ kind: 'sequential', min, max });
  const known = new Map<number, TBoundary[]>();
  const spent = kimDeMets(looks, shape);
  const boundaries = (alpha: number): TBoundary[] => {
    const found = known.get(alpha) ?? pairedTBoundaries({ looks, alpha, spent });
    known.set(alpha, found);
    return found;
  };
  const levels = (counts: readonly number[]): Levels => ({
    ...SINGLE_LOOK,
    difference: (alpha) => boundaries(alpha)[counts.length - 1]?.significanceLevel ?? 0,
  });
  return { ...DEFAULT, looks, levels };
}

function without(design: Design): Design {
  return changeChecks(design, (checks) => ({ ...checks, studentised: null }));
}

/** Scaling p-values compares them with another tolerance. */
function withTolerance(design: Design, tolerance: number): Design {
  const scale = TOLERANCE / tolerance;
  return changeChecks(design, (checks) => ({
    ...checks,
    studentised: checks.studentised && {
      ...checks.studentised,
      pValue: scale * checks.studentised.pValue,
      equivalencePValue:
        checks.studentised.equivalencePValue === null ? null : scale * checks.studentised.equivalencePValue,
    },
  }));
}

function changeChecks(design: Design, change: (checks: ResampledChecks) => ResampledChecks): Design {
  return { ...design, crossChecks: (sample, seeds) => change(sample.checks(seeds)) };
}
