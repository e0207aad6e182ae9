import { markdownTable } from 'markdown-table';
import { FIXED_DESIGN, SEQUENTIAL, SEQUENTIAL_WITH_MARGIN } from './procedures.ts';
import { cellKey, MARGIN } from './study.ts';
import { type Cells, outcomesOf, percent } from './tables.ts';
import { claims, detectionLess, type Estimate, meanSeeds, share } from './tally.ts';
import { NORMAL, PAIRS, SEED_CORRELATED, WORLDS } from './worlds.ts';

interface Target {
  readonly asks: string;
  readonly where: string;
  readonly found: string;
  readonly isMet: boolean;
}

/** Limit of a nominal 5 % rate, without allowance for simulation error. */
const LIMIT = 0.055;

const EXCHANGEABLE = WORLDS.filter(({ exchangeable }) => exchangeable);

export function judge(cells: Cells): readonly Target[] {
  return [
    alarmTarget(cells),
    ...[0.5, 1].map((effect) => detectionTarget(cells, effect)),
    pairsTarget(cells),
    equivalenceTarget(cells),
  ];
}

export function targetTable(targets: readonly Target[]): string {
  const rows = targets.map(({ asks, where, found, isMet }) => [asks, where, found, isMet ? 'yes' : '**no**']);
  return markdownTable([['Target of the default', 'Worst cell', 'Found', 'Reached'], ...rows]);
}

function alarmTarget(cells: Cells): Target {
  const found = [SEQUENTIAL, SEQUENTIAL_WITH_MARGIN].flatMap(({ name }) =>
    EXCHANGEABLE.map((world) => ({
      where: `${world.name}, ${name}`,
      estimate: claims(outcomesOf(cells, cellKey(world, 0), name)),
    })),
  );
  return rateTarget('false alarms', found);
}

function equivalenceTarget(cells: Cells): Target {
  const found = EXCHANGEABLE.map((world) => ({
    where: world.name,
    estimate: share(
      outcomesOf(cells, cellKey(world, MARGIN), SEQUENTIAL_WITH_MARGIN.name),
      ({ verdict }) => verdict === 'equivalent',
    ),
  }));
  return rateTarget('equivalent at the margin', found);
}

function rateTarget(
  subject: string,
  found: ReadonlyArray<{ readonly where: string; readonly estimate: Estimate }>,
): Target {
  const [worst] = [...found].sort((a, b) => b.estimate.value - a.estimate.value);
  if (worst === undefined) throw new Error(`no cell for the target "${subject}"`);
  return {
    asks: `${subject} at most ${100 * LIMIT} %, exchangeable arms`,
    where: worst.where,
    found: `${percent(worst.estimate, 2)} %`,
    isMet: worst.estimate.value <= LIMIT,
  };
}

function detectionTarget(cells: Cells, effect: number): Target {
  const [worst] = [NORMAL, SEED_CORRELATED]
    .map((world) => ({
      world,
      loss: detectionLess(
        outcomesOf(cells, cellKey(world, effect), SEQUENTIAL.name),
        outcomesOf(cells, cellKey(world, effect), FIXED_DESIGN.name),
      ),
    }))
    .sort((a, b) => a.loss.value - b.loss.value);
  if (worst === undefined) throw new Error('no world with a true difference');
  return {
    asks: `detection at ${effect} within 3 points of the fixed design`,
    where: worst.world.name,
    found: `${percent(worst.loss, 2)} points`,
    isMet: worst.loss.value >= -0.03,
  };
}

function pairsTarget(cells: Cells): Target {
  const [worst] = [NORMAL, SEED_CORRELATED]
    .map((world) => ({
      world,
      pairs: meanSeeds(outcomesOf(cells, cellKey(world, 1.5), SEQUENTIAL.name)),
    }))
    .sort((a, b) => b.pairs - a.pairs);
  if (worst === undefined) throw new Error('no world with a true difference');
  return {
    asks: `at most ${PAIRS / 2} pairs on average at 1.5`,
    where: worst.world.name,
    found: worst.pairs.toFixed(2),
    isMet: worst.pairs <= PAIRS / 2,
  };
}
