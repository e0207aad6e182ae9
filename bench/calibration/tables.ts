import { markdownTable } from 'markdown-table';
import type { Outcome } from './outcome.ts';
import { PROCEDURES, SEQUENTIAL, SEQUENTIAL_WITH_MARGIN } from './procedures.ts';
import { type Cell, cellKey, EFFECTS, MARGIN } from './study.ts';
import { claims, type Estimate, share } from './tally.ts';
import { NORMAL, SEED_CORRELATED, UNSEEN_WORLDS, WORLDS } from './worlds.ts';

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

export function falseAlarmTable(cells: Cells): string {
  const rows = PROCEDURES.map(({ name }) => [
    name,
    ...WORLDS.map((world) => percent(claims(outcomesOf(cells, cellKey(world, 0), name)))),
  ]);
  return markdownTable([['No difference', ...WORLDS.map(({ name }) => name)], ...rows], alignRight(8));
}

/** Counts the default's claims by direction where the arms are not exchangeable, since one may be claimed far more often. */
export function directionTable(cells: Cells): string {
  const worlds = [...WORLDS.filter(({ exchangeable }) => !exchangeable), ...UNSEEN_WORLDS];
  const rows = worlds.map((world) => {
    const outcomes = outcomesOf(cells, cellKey(world, 0), SEQUENTIAL.name);
    const claimed = (direction: Outcome['verdict']) =>
      percent(share(outcomes, ({ verdict }) => verdict === direction));
    return [world.name, claimed('improvement'), claimed('regression')];
  });
  return markdownTable([['No difference in the mean', 'improvement', 'regression'], ...rows], alignRight(2));
}

/** Two effects show what shared seeds mean for unpaired tests. */
const DIFFERENT = [
  ...EFFECTS.map((effect) => ({ world: NORMAL, effect })),
  ...[0.5, 1].map((effect) => ({ world: SEED_CORRELATED, effect })),
];

export function detectionTable(cells: Cells): string {
  const rows = PROCEDURES.map(({ name }) => [
    name,
    ...DIFFERENT.map(({ world, effect }) => {
      const outcomes = outcomesOf(cells, cellKey(world, effect), name);
      return percent(share(outcomes, ({ verdict }) => verdict === 'improvement'));
    }),
  ]);
  const head = DIFFERENT.map(({ world, effect }) => `${world === NORMAL ? '' : 'seeds shared, '}${effect}`);
  return markdownTable([['True difference', ...head], ...rows], alignRight(DIFFERENT.length));
}

export function equivalenceTable(cells: Cells): string {
  const { name } = SEQUENTIAL_WITH_MARGIN;
  const isEquivalent = ({ verdict }: Outcome) => verdict === 'equivalent';
  const rows = WORLDS.map((world) => {
    const called = (effect: number) =>
      percent(share(outcomesOf(cells, cellKey(world, effect), name), isEquivalent));
    return [world.name, called(0), called(MARGIN)];
  });
  const head = ['World', 'no difference', 'at the margin'];
  return markdownTable([head, ...rows], alignRight(2));
}
