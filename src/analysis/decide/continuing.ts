/**
 * What a design may spend at its looks, and what remains for one that continues it.
 *
 * Testing at alpha again after more pairs would give 7 to 12 % false alarms, so a comparison has one alpha for good. Its
 * first design spends all but a twentieth, and each later one half of the rest. Earlier looks keep their levels, so a decided
 * comparison stays decided, and without new pairs nothing is spent (docs/contributing/statistics.md).
 */
import type { TakenLook, Tested } from '../../records/store/tested.ts';

const RESERVE = 0.05;
/** The part of the rest that each later design spends. */
const TO_SPEND = 0.5;

/**
 * Shape of Kim and DeMets, by which a design spends over its looks. Flatter shapes stop earlier but lose more detection at
 * the end: docs/contributing/decisions/sequential-default.md.
 */
const SHAPE = 3;

/**
 * The state of a comparison, new or continued, in shares of alpha.
 *
 * @param looks of this run, in seeds
 * @param alpha of the experiment; the earlier one may differ
 */
export function continueDesign(looks: readonly number[], alpha: number, earlier: Tested | undefined): Tested {
  const last = earlier?.looks.at(-1);
  if (earlier === undefined || last === undefined) {
    return { looks: [], design: { number: 1, looks, pairs: 0, spent: 0, budget: 1 - RESERVE } };
  }
  const share = (error: number) => Math.min(1, error / alpha);
  const taken = earlier.looks.map((look) => ({ ...look, spent: share(look.spent) }));
  const { design } = earlier;
  const later = looks.filter((seeds) => seeds > last.seeds);
  const isAsPlanned = later.join() === design.looks.filter((seeds) => seeds > last.seeds).join();
  if (later.length === 0 || isAsPlanned) {
    return {
      looks: taken,
      design: { ...design, spent: share(design.spent), budget: design.budget / alpha },
    };
  }
  const spent = share(last.spent);
  // A design without a look does not count.
  const number = design.number + (last.pairs > design.pairs ? 1 : 0);
  return {
    looks: taken,
    design: { number, looks, pairs: last.pairs, spent, budget: TO_SPEND * (1 - spent) },
  };
}

/** A failed run may have been repeated; each look keeps its level. */
export function withPairsOf(own: readonly TakenLook[], { looks, design }: Tested): Tested {
  const now = looks.map((look) => ({
    ...look,
    pairs: own.find(({ seeds }) => seeds === look.seeds)?.pairs ?? look.pairs,
  }));
  const rising = now.filter(({ pairs }, index) =>
    now.slice(0, index).every((before) => before.pairs < pairs),
  );
  return { looks: rising, design };
}

/** The inverse of `continueDesign`. */
export function rememberDesign({ looks, design }: Tested, alpha: number): Tested {
  return {
    looks: looks.map((look) => ({ ...look, spent: alpha * look.spent })),
    design: { ...design, spent: alpha * design.spent, budget: alpha * design.budget },
  };
}

/**
 * The looks tested before, then those planned beyond.
 *
 * @param earlier of all comparisons
 */
export function continuedLooks(planned: readonly number[], earlier: readonly Tested[]): readonly number[] {
  const taken = new Set(earlier.flatMap(({ looks }) => looks.map(({ seeds }) => seeds)));
  if (taken.size === 0) return planned;
  const end = planned.at(-1) ?? 0;
  // One run per model is a separate question.
  if (end < 2) return planned;
  const last = Math.max(...taken);
  const looks = [...taken, ...planned.filter((seeds) => seeds > last)].sort((a, b) => a - b);
  // A look with fewer pairs than tested spent nothing, so the design ends where every comparison has a look.
  const isLookOfAll = (seeds: number) =>
    earlier.every(
      ({ looks: own }) => own.some((look) => look.seeds === seeds) || seeds > (own.at(-1)?.seeds ?? 0),
    );
  const ends = looks.filter(isLookOfAll);
  const until = ends.findLast((seeds) => seeds <= end) ?? ends[0] ?? last;
  return looks.filter((seeds) => seeds <= until);
}

export function spentBy({ design }: Tested, pairs: number, last: number): number {
  const { pairs: from, spent: before, budget } = design;
  const fraction = Math.min(1, Math.max(0, (pairs - from) / (last - from)));
  return Math.min(1, before + budget * fraction ** SHAPE);
}
