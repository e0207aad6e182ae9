import { markdownTable } from 'markdown-table';
import { DESIGNS, withMargin } from './designs.ts';
import { cellKey, MARGIN } from './study.ts';
import { type Cells, directionTable, equivalentIn, outcomesOf, percent, procedureTable } from './tables.ts';
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
  return `[bench/calibration.ts](../../bench/calibration.ts) (\`npm run bench:calibration -- --write\`, some minutes) sends simulated runs through the functions of
[src/analysis](../../src/analysis). All procedures see the same samples: ${count(repetitions.null)} repetitions a cell without a difference; with one ${count(repetitions.effect)}, the first ${count(repetitions.costlyEffect)}
of them for procedures that resample. A p-value from resampling is drawn once here, even if it lies near its level. Differences and margins are in standard deviations of the difference within a pair. The standard error of a share is at most
${worstError(repetitions.null)} points without a difference and ${worstError(repetitions.costlyEffect)} with one. [Why it is the default](decisions/sequential-default.md).

${targetTable(judge(cells))}

Improvements or regressions claimed where the true difference is zero, then true differences found:

${procedureTable(cells)}

- *Exchangeable arms*: the range over 6 worlds. *normal*, *t, 3 df*, *lognormal*: both arms have this distribution. *200 examples*: a model that is right on 80 % of 200 examples. *10 % diverge*: one run in ten fails. *seed-correlated*: the
  seed explains 80 % of a run's variance. In *sd 1 against 3* and *exponential − 1* (skewness 2), only the mean difference is zero. *Found*: a true difference of 0.5 or 1 in *normal*; *seeds shared*: in *seed-correlated*.
- *One run* and *mean of 5*: the higher number wins. *t test after every look*: at 0.05, until the first that is significant. *Percentile bootstrap*: of the mean difference, over pairs. *P(A>B)*, after Bouthillier et al. (2021): the share of
  pairs won is above 0.75, its bootstrap interval above 0.5.

Where the arms are not exchangeable, the level is no promise. The default by direction, also in worlds that did not influence its choice; 2.5 % would be the level:

${directionTable(cells)}

- *lognormal difference*, *1 − exponential*, *two modes* (one run of five wins what the other four lose): of the difference, mean 0.
- *collapses on x %*: the variant is better on most seeds and falls by 10 standard deviations on the others, so both means are equal.

Called equivalent with a margin of ${MARGIN}: ${equivalentIn(cells, 0, true)} % of experiments without a difference. At the margin: ${equivalentIn(cells, MARGIN, true)} % with exchangeable arms, ${equivalentIn(cells, MARGIN, false)} % in the other two worlds.`;
}

export const DESIGN_EFFECTS = [0, 0.5, 1.5] as const;

export function designTable(cells: Cells, skewed: World, repetitions: number): string {
  const at = (name: string, effect: number, world = NORMAL) =>
    outcomesOf(cells, cellKey(world, effect), name);
  const rows = DESIGNS.map(({ name, fixed, design }) => [
    name,
    percent(claims(at(name, 0))),
    percent(claims(at(name, 0, skewed))),
    percent(share(at(withMargin(name), MARGIN, skewed), ({ verdict }) => verdict === 'equivalent')),
    percent(detectionLess(at(name, 0.5), at(fixed, 0.5))),
    meanSeeds(at(name, 0)).toFixed(2),
    ((100 * meanSeeds(at(name, 1.5))) / (design.looks.at(-1) ?? 1)).toFixed(1),
  ]);
  const head = [
    'Design',
    'false alarms, normal',
    `false alarms, ${skewed.name}`,
    `equivalent at the margin, ${skewed.name}`,
    'found at 0.5, less the fixed design of as many pairs',
    'pairs at 0',
    'pairs at 1.5, in % of the maximum',
  ];
  return `${repetitions.toLocaleString('en-US')} repetitions a cell, in %; the standard error of a share is at most ${worstError(repetitions)}:

${markdownTable([head, ...rows], { align: ['l', ...Array<string>(head.length - 1).fill('r')] })}`;
}
