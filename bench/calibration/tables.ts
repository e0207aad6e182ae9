import { markdownTable } from 'markdown-table';
import type { Outcome } from './outcome.ts';
import { DIRECTED_PROCEDURES, PROCEDURES, type Procedure, SEQUENTIAL_WITH_MARGIN } from './procedures.ts';
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

/** Counts claims by direction where the arms are not exchangeable, since one direction may be claimed far more often. */
export function directionTable(cells: Cells): string {
  const worlds = [...WORLDS.filter(({ exchangeable }) => !exchangeable), ...UNSEEN_WORLDS];
  const rows = worlds.map((world) => [
    world.name,
    UNSEEN_WORLDS.includes(world) ? 'no' : 'yes',
    ...DIRECTED_PROCEDURES.flatMap(({ name }) => {
      const outcomes = outcomesOf(cells, cellKey(world, 0), name);
      return (['improvement', 'regression'] as const).map((claimed) =>
        percent(share(outcomes, ({ verdict }) => verdict === claimed)),
      );
    }),
  ]);
  const heads = DIRECTED_PROCEDURES.flatMap(({ name }) => [`${name}: improvement`, 'regression']);
  return markdownTable(
    [['No difference in the mean', 'used for the choice', ...heads], ...rows],
    alignRight(1 + heads.length),
  );
}

/** Two effects show what shared seeds mean for unpaired tests. */
const DIFFERENT = [
  ...EFFECTS.map((effect) => ({ world: NORMAL, effect })),
  ...[0.5, 1].map((effect) => ({ world: SEED_CORRELATED, effect })),
];

export function detectionTable(cells: Cells): string {
  return effectTable(cells, 'improvement', PROCEDURES, 1);
}

/** Omits procedures that never claimed the wrong sign. */
export function wrongSignTable(cells: Cells): string {
  const wrong = PROCEDURES.filter(({ name }) =>
    DIFFERENT.some(({ world, effect }) =>
      outcomesOf(cells, cellKey(world, effect), name).some(({ verdict }) => verdict === 'regression'),
    ),
  );
  return effectTable(cells, 'regression', wrong, 2);
}

function effectTable(
  cells: Cells,
  verdict: Outcome['verdict'],
  procedures: readonly Procedure[],
  digits: number,
): string {
  const rows = procedures.map(({ name }) => [
    name,
    ...DIFFERENT.map(({ world, effect }) => {
      const outcomes = outcomesOf(cells, cellKey(world, effect), name);
      return percent(
        share(outcomes, (outcome) => outcome.verdict === verdict),
        digits,
      );
    }),
  ]);
  const head = DIFFERENT.map(({ world, effect }) => `${world === NORMAL ? '' : 'seeds shared, '}${effect}`);
  return markdownTable([['True difference', ...head], ...rows], alignRight(DIFFERENT.length));
}

export function equivalenceTable(cells: Cells): string {
  const { name } = SEQUENTIAL_WITH_MARGIN;
  const isEquivalent = ({ verdict }: Outcome) => verdict === 'equivalent';
  const rows = WORLDS.map((world) => {
    const atZero = outcomesOf(cells, cellKey(world, 0), name);
    const atMargin = outcomesOf(cells, cellKey(world, MARGIN), name);
    return [
      world.name,
      percent(share(atZero, isEquivalent)),
      percent(claims(atZero)),
      percent(share(atMargin, isEquivalent)),
    ];
  });
  const head = ['World', 'no difference: equivalent', 'no difference: claimed', 'at the margin: equivalent'];
  return markdownTable([head, ...rows], alignRight(3));
}
