import { markdownTable } from 'markdown-table';
import { DESIGNS, withMargin } from './designs.ts';
import { cellKey, MARGIN } from './study.ts';
import {
  type Cells,
  detectionTable,
  directionTable,
  equivalenceTable,
  falseAlarmTable,
  outcomesOf,
  percent,
} from './tables.ts';
import { claims, detectionLess, meanSeeds, share } from './tally.ts';
import { judge, targetTable } from './targets.ts';
import { NORMAL, type World } from './worlds.ts';

export interface Repetitions {
  readonly null: number;
  readonly effect: number;
  readonly costlyEffect: number;
}

/** Standard error of a 50 % share, in points. */
const worstError = (repetitions: number) => (50 / Math.sqrt(repetitions)).toFixed(1);

export function calibrationSection(cells: Cells, repetitions: Repetitions): string {
  const count = (number: number) => number.toLocaleString('en-US');
  return `Made by [bench/calibration.ts](../../bench/calibration.ts) (\`npm run bench:calibration -- --write\`, some minutes, the same bytes every time). The
default goes through the functions of [src/analysis](../../src/analysis): looks, boundaries, futility, equivalence and all cross-checks. All
procedures see the same samples: ${count(repetitions.null)} repetitions a cell without a difference; with one ${count(repetitions.effect)}, the first ${count(repetitions.costlyEffect)} of them for procedures that resample.
The program draws a sampled p near its level until it is settled; here it is drawn once.
Differences and margins are in standard deviations of the difference within a pair. The standard error of a share is at most
${worstError(repetitions.null)} points without a difference and ${worstError(repetitions.costlyEffect)} with one. [Why it is the default](decisions/sequential-default.md).

${targetTable(judge(cells))}

Claims of an improvement or a regression where the true difference is zero, in %:

${falseAlarmTable(cells)}

- *normal*, *t, 3 df*, *lognormal*: two independent arms with the same distribution. *200 examples*: accuracy of a model that is right on 80 %
  of 200 examples, so many pairs tie. *10 % diverge*: like *normal*, but one run in ten fails at random; \`limits.failed-runs\` is not applied.
  *seed-correlated*: the seed explains 80 % of a run's variance. In these 6 worlds the arms are exchangeable. In *sd 1 against 3* and
  *exponential − 1* (differences with mean 0 and skewness 2) they are not.
- *One run* and *mean of 5*: the higher number wins.
- *t test after every look*: at 0.05 at each look of the default, until the first that is significant.
- *Percentile bootstrap*: the 95 % interval of the mean difference, pairs resampled, excludes zero.
- *P(A>B)*, after Bouthillier et al. (2021): the share of pairs won, ties one half, is above 0.75, its percentile bootstrap interval above 0.5.

Where the arms are not exchangeable, the level is no promise. The default by direction, in the last two worlds and in some that did not influence its choice; 2.5 % would be the level:

${directionTable(cells)}

- *lognormal difference*, *1 − exponential*, *two modes* (one run of five wins what the other four lose): of the difference, mean 0.
- *collapses on x %*: the variant is better on most seeds and falls by 10 standard deviations on the others, so both means are equal.

Differences found, in % of the repetitions:

${detectionTable(cells)}

Called equivalent with a margin of ${MARGIN}, in %:

${equivalenceTable(cells)}`;
}

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
  return `${repetitions.toLocaleString('en-US')} repetitions a cell, in %; the standard error of a share is at most ${worstError(repetitions)}:

${markdownTable([head, ...rows], { align: ['l', ...Array<string>(head.length - 1).fill('r')] })}`;
}
