import { markdownTable } from 'markdown-table';
import type { Outcome } from './outcome.ts';
import { PROCEDURES, SEQUENTIAL, SEQUENTIAL_WITH_MARGIN } from './procedures.ts';
import { type Cell, cellKey } from './study.ts';
import { claims, type Estimate, share } from './tally.ts';
import { NORMAL, SEED_CORRELATED, UNSEEN_WORLDS, WORLDS, type World } from './worlds.ts';

export type Cells = ReadonlyMap<string, Cell>;

export function outcomesOf(cells: Cells, key: string, procedure: string): readonly Outcome[] {
  const outcomes = cells.get(key)?.get(procedure);
  if (outcomes === undefined) throw new Error(`the study has no cell "${key}" of "${procedure}"`);
  return outcomes;
}

export function percent({ value }: Estimate, digits = 1): string {
  return (100 * value).toFixed(digits);
}

const alignRight = (columns: number) => ({ align: ['l', ...Array<string>(columns).fill('r')] });

const SKEWED_OR_UNEQUAL = WORLDS.filter(({ exchangeable }) => !exchangeable);

/** Two effects of the second show what shared seeds mean for unpaired tests. */
const DIFFERENT = [
  ...[0.5, 1].map((effect) => ({ world: NORMAL, effect })),
  ...[0.5, 1].map((effect) => ({ world: SEED_CORRELATED, effect })),
];

/** False alarms and differences found, by procedure. */
export function procedureTable(cells: Cells): string {
  const rows = PROCEDURES.map(({ name }) => {
    const alarms = (world: World) => claims(outcomesOf(cells, cellKey(world, 0), name));
    return [
      name,
      rangeOf(WORLDS.filter(({ exchangeable }) => exchangeable).map(alarms)),
      ...SKEWED_OR_UNEQUAL.map((world) => percent(alarms(world))),
      ...DIFFERENT.map(({ world, effect }) => {
        const outcomes = outcomesOf(cells, cellKey(world, effect), name);
        return percent(share(outcomes, ({ verdict }) => verdict === 'improvement'));
      }),
    ];
  });
  const head = [
    'Claimed, in %',
    'exchangeable arms',
    ...SKEWED_OR_UNEQUAL.map(({ name }) => name),
    ...DIFFERENT.map(({ world, effect }) => `${world === NORMAL ? 'found' : 'seeds shared'}, ${effect}`),
  ];
  return markdownTable([head, ...rows], alignRight(head.length - 1));
}

function rangeOf(estimates: readonly Estimate[]): string {
  const sorted = [...estimates].sort((a, b) => a.value - b.value);
  return [sorted[0], sorted.at(-1)].map((one) => percent(one as Estimate)).join(' to ');
}

/** Counts the default's claims by direction where the arms are not exchangeable, since one may be claimed far more often. */
export function directionTable(cells: Cells): string {
  const worlds = [...SKEWED_OR_UNEQUAL, ...UNSEEN_WORLDS];
  const rows = worlds.map((world) => {
    const outcomes = outcomesOf(cells, cellKey(world, 0), SEQUENTIAL.name);
    const claimed = (direction: Outcome['verdict']) =>
      percent(share(outcomes, ({ verdict }) => verdict === direction));
    return [world.name, claimed('improvement'), claimed('regression')];
  });
  return markdownTable([['No difference in the mean', 'improvement', 'regression'], ...rows], alignRight(2));
}

/** Called equivalent with a margin: the range over the worlds with exchangeable arms, or those without. */
export function equivalentIn(cells: Cells, effect: number, exchangeable: boolean): string {
  const called = WORLDS.filter((world) => world.exchangeable === exchangeable).map((world) =>
    share(
      outcomesOf(cells, cellKey(world, effect), SEQUENTIAL_WITH_MARGIN.name),
      ({ verdict }) => verdict === 'equivalent',
    ),
  );
  return rangeOf(called);
}
