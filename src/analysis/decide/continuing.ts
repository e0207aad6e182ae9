/**
 * What a design may spend at its looks, and what is left for one that goes on from it.
 *
 * Whoever finds nothing after 25 pairs wants to train five more. Tested at alpha again, these runs give 7 to 12 % false alarms; so
 * a comparison has one alpha for good. Its first design spends all but a twentieth, and each later one half of what it finds,
 * unendingly. The looks that were taken stay looks: the boundaries of later ones are those that spend just this much given that
 * the earlier were passed, so with many pairs in common little is lost (bench/continuing.ts, docs/contributing/statistics.md).
 *
 * Because earlier looks are taken again, at the levels that they had, a comparison that was decided stays decided, and
 * without more pairs nothing is spent.
 */
import type { TakenLook, Tested } from '../../records/store/tested.ts';

/** What a first design leaves of alpha. */
const RESERVE = 0.05;
/** What each later one spends of what it finds. */
const TO_SPEND = 0.5;

/**
 * How a design spends over its looks: with a power (Kim and DeMets) of the share of the data that is in. Less steep shapes stop earlier and
 * lose more detection at the end; this one, with the looks of plan/runs/plan-looks.ts, loses less than three points against a fixed design
 * of the same maximum and halves the runs that a large effect takes: see docs/contributing/decisions/sequential-default.md.
 */
const SHAPE = 3;

/**
 * A comparison that nothing is remembered of, or one that goes on: all in shares of alpha.
 *
 * @param looks of this run, in seeds; of `earlier` they have those that they reach
 * @param alpha of the experiment; what is remembered may be of another
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
  // A design that has taken no look counts for nothing.
  const number = design.number + (last.pairs > design.pairs ? 1 : 0);
  return {
    looks: taken,
    design: { number, looks, pairs: last.pairs, spent, budget: TO_SPEND * (1 - spent) },
  };
}

/**
 * The looks that were taken before with the pairs that they have by now: a run that had failed may have been tried again. A look stays
 * that look, at its level.
 */
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

/** What a comparison with this design is remembered by; the opposite of `continueDesign`. */
export function rememberDesign({ looks, design }: Tested, alpha: number): Tested {
  return {
    looks: looks.map((look) => ({ ...look, spent: alpha * look.spent })),
    design: { ...design, spent: alpha * design.spent, budget: alpha * design.budget },
  };
}

/**
 * The looks of an experiment that goes on from those that were tested before: they come first, and then those planned beyond.
 *
 * @param earlier of all comparisons
 */
export function continuedLooks(planned: readonly number[], earlier: readonly Tested[]): readonly number[] {
  const taken = new Set(earlier.flatMap(({ looks }) => looks.map(({ seeds }) => seeds)));
  if (taken.size === 0) return planned;
  const end = planned.at(-1) ?? 0;
  // One run of each model is a question of its own.
  if (end < 2) return planned;
  const last = Math.max(...taken);
  const looks = [...taken, ...planned.filter((seeds) => seeds > last)].sort((a, b) => a - b);
  // Fewer pairs than were tested are no look that anything was spent on: it ends where every comparison has one.
  const isLookOfAll = (seeds: number) =>
    earlier.every(
      ({ looks: own }) => own.some((look) => look.seeds === seeds) || seeds > (own.at(-1)?.seeds ?? 0),
    );
  const ends = looks.filter(isLookOfAll);
  const until = ends.findLast((seeds) => seeds <= end) ?? ends[0] ?? last;
  return looks.filter((seeds) => seeds <= until);
}

/** The share of alpha that is spent when this many of at most `last` pairs are in. */
export function spentBy({ design }: Tested, pairs: number, last: number): number {
  const { pairs: from, spent: before, budget } = design;
  const fraction = Math.min(1, Math.max(0, (pairs - from) / (last - from)));
  return Math.min(1, before + budget * fraction ** SHAPE);
}
