/** The words around the tables. Everything that is a number is computed. */
import { markdownTable } from 'markdown-table';
import { DEFAULT } from './design.ts';
import { DESIGNS, withMargin } from './designs.ts';
import { cellKey, MARGIN } from './study.ts';
import {
  type Cells,
  detectionTable,
  directionTable,
  equivalenceTable,
  falseAlarmTable,
  outcomesOf,
  pairsTable,
  percent,
  wrongSignTable,
} from './tables.ts';
import { claims, detectionLess, meanSeeds, share } from './tally.ts';
import { judge, targetTable } from './targets.ts';
import { NORMAL, PAIRS, type World } from './worlds.ts';

export interface Repetitions {
  readonly null: number;
  readonly effect: number;
  readonly costlyEffect: number;
}

const FEWEST = DEFAULT.looks[0] ?? 0;

/** The largest share of seeds that could collapse if none of so many did, with 95 % confidence. */
const collapseBound = (pairs: number) => 1 - 0.05 ** (1 / pairs);
const percentOf = (share: number) => (100 * share).toFixed(0);

export function calibrationSection(cells: Cells, repetitions: Repetitions): string {
  const count = (number: number) => number.toLocaleString('en-US');
  return `Made by [bench/calibration.ts](../../bench/calibration.ts) (\`npm run bench:calibration -- --write\`, some minutes, the same bytes every time). The
default goes through the functions of [src/analysis](../../src/analysis): looks, boundaries, futility, equivalence and all cross-checks. All
procedures see the same samples: ${count(repetitions.null)} repetitions a cell without a difference; with one ${count(repetitions.effect)}, the first ${count(repetitions.costlyEffect)} of them for procedures that resample.
The program draws a sampled p near its level until it is settled; here it is drawn once.
Differences and margins are in standard deviations of the difference within a pair; ± is one standard error. Why the default is what it
is: [the default sequential design](decisions/sequential-default.md).

${targetTable(judge(cells))}

Claims of an improvement or a regression where the true difference is zero, in %:

${falseAlarmTable(cells)}

- *normal*, *t, 3 df*, *lognormal*: two independent arms of the same law. *200 examples*: accuracy of a model that is right on 80 % of
  200 test examples, so that many pairs tie. *10 % diverge*: normal, and a tenth of all runs have failed, whatever their results would have
  been (drawn anew every 250 repetitions; that the program holds a variant back while more than \`limits.failed-runs\` of its runs have failed is left out).
  *seed-correlated*: 80 % of a run's variance is its seed's. In these six the arms are exchangeable. In *sd 1 against 3* and
  *exponential − 1* (the differences; mean zero, skewness 2) they are not.
- *One run* and *mean of 5*: the higher number wins, so something is claimed whenever the two are not equal; half of it is improvements.
- *t test after every look*: at 0.05 at each of the default's looks, done at the first that is significant.
- *Percentile bootstrap*: the 95 % interval of the mean difference, pairs resampled, does not include zero.
- *P(A>B)*, after Bouthillier et al. (2021): the share of pairs won, ties one half, is above γ = 0.75 and the lower limit of its 95 % percentile
  bootstrap interval over pairs above 0.5; in the last row the upper limit, and not the share, has to be above γ. It asks whether most pairs are
  won, not whether the mean differs: with skewed differences the two are not the same question.

Where the arms are not exchangeable, equal means are not the same as no change, and the level is no promise. The same claims by direction, each of
which is 2.5 % of the repetitions where the level holds, in these worlds and in some that no choice of the design was made on:

${directionTable(cells)}

- *lognormal difference*, *1 − exponential*, *two modes* (one run of five wins what the other four lose): the laws of the difference, mean zero.
- *collapses on x %*: a variant that is better, but for the seeds on which it falls by ten standard deviations, so that its mean is the baseline's. Seeds
  that were not drawn cannot speak: after ${FEWEST} pairs without a collapse, up to ${percentOf(collapseBound(FEWEST))} % of all seeds may still collapse, after ${PAIRS} pairs up to
  ${percentOf(collapseBound(PAIRS))} % (upper 95 % limit). The report says so beside the verdict, and a verdict that would not survive counting failed runs as the worst
  result is withheld.

Differences found, in % of the repetitions:

${detectionTable(cells)}

Claimed with the wrong sign; procedures that are not listed never did:

${wrongSignTable(cells)}

Pairs trained on average, by the procedures that may stop early:

${pairsTable(cells)}

With a margin of ${MARGIN}, in %:

${equivalenceTable(cells)}`;
}

/** Cells of the designs that the default was chosen from. */
export const DESIGN_EFFECTS = [0, 0.5, 1, 1.5] as const;

export function designTable(cells: Cells, skewed: World, repetitions: number): string {
  const at = (name: string, effect: number, world = NORMAL) =>
    outcomesOf(cells, cellKey(world, effect), name);
  const rows = DESIGNS.map(({ name, fixed, design }) => [
    name,
    percent(claims(at(name, 0))),
    percent(claims(at(name, 0, skewed))),
    percent(share(at(withMargin(name), MARGIN, skewed), ({ verdict }) => verdict === 'equivalent')),
    ...[0.5, 1].map((effect) => percent(share(at(name, effect), ({ verdict }) => verdict === 'improvement'))),
    percent(detectionLess(at(name, 0.5), at(fixed, 0.5))),
    ...DESIGN_EFFECTS.map((effect) => meanSeeds(at(name, effect)).toFixed(2)),
    ((100 * meanSeeds(at(name, 1.5))) / (design.looks.at(-1) ?? 1)).toFixed(1),
  ]);
  const head = [
    'Design',
    'false alarms, normal',
    `false alarms, ${skewed.name}`,
    `equivalent at the margin, ${skewed.name}`,
    'found at 0.5',
    'found at 1',
    'at 0.5 less the fixed design of as many pairs',
    ...DESIGN_EFFECTS.map((effect) => `pairs at ${effect}`),
    'pairs at 1.5, in % of the maximum',
  ];
  return `${repetitions.toLocaleString('en-US')} repetitions a cell, in %, ± one standard error:

${markdownTable([head, ...rows], { align: ['l', ...Array<string>(head.length - 1).fill('r')] })}`;
}
