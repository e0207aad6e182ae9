/** The whole report in reading order: what a reviewer needs above the fold, everything else folded. */

import { type LossChart, lossChart, mostInteresting } from './content/charts/loss-chart.ts';
import { alarmingChecks, allChecks, countOf } from './content/checks.ts';
import { claimLine, claimTable } from './content/claim.ts';
import { cost, failures } from './content/details/cost.ts';
import { finePrint } from './content/details/fine-print.ts';
import { method } from './content/details/method.ts';
import { policyTable } from './content/details/policy.ts';
import { sources } from './content/details/sources.ts';
import { gateLine } from './content/gate.ts';
import { evidenceLine } from './content/headline/evidence-line.ts';
import { headline } from './content/headline/headline.ts';
import { notices } from './content/notices.ts';
import { leadComparisons, remainingComparisons } from './content/tables/comparisons.ts';
import { hiddenSecondary, secondaryTable } from './content/tables/secondary.ts';
import { everySeed } from './content/tables/seeds.ts';
import { type Block, type Part, paragraph, type ReportDocument, small, tableBlock } from './document.ts';
import { type Phrase, say } from './phrase.ts';
import type { View } from './view.ts';

export interface ComposeOptions {
  /** Shown in the headline where a repository has several experiments. */
  readonly configName: string | null;
  /** Points of a loss curve that the medium can show. */
  readonly chartPoints: number;
}

export function compose(view: View, { configName, chartPoints }: ComposeOptions): ReportDocument {
  // Numbers of a broken comparison stay out of sight: they would be quoted.
  const broken = view.result.verdict === 'invalid';
  const comparisons = leadComparisons(view);
  const chart = lossChart(view, mostInteresting(view), chartPoints);
  return {
    headline: headline(view, configName),
    lead: [
      part('evidence', 0, paragraph(evidenceLine(view))),
      part('claim', 0, claimLine(view)),
      part('gate', 0, gateLine(view)),
      part('notices', 1, notices(view)),
      part('proposed config', 3, policyTable(view)),
      part('comparisons', 2, broken ? [] : comparisons),
      part('fine print', 3, finePrint(view)),
      part('checks that did not pass', 4, alarms(view)),
      part('loss chart', 6, broken ? [] : losses(chart)),
    ].filter(isFilled),
    folded: [
      part(
        'Measured, but no evidence: the comparison is broken',
        8,
        broken ? [...comparisons, ...losses(chart)] : [],
      ),
      part('Claims', 6, claimTable(view)),
      part('All comparisons', 9, remainingComparisons(view)),
      part(view.result.design.folds === undefined ? 'Every seed' : 'Every fold', 12, everySeed(view)),
      part('How this was decided', 7, method(view)),
      part('Secondary metrics', 10, secondary(view)),
      part(`All checks: ${countOf(view.result.checks)}`, 11, tableBlock(allChecks(view))),
      part('Where the numbers come from', 10, sources(view)),
      part('Failed runs', 8, failures(view)),
      part('No loss chart', 13, chart === null ? paragraph(NO_CHART) : []),
      part('Cost and reproduction', 5, cost(view)),
    ].filter(isFilled),
  };
}

const NO_CHART = say`No model left loss curves of two epochs or more, so there is no chart, and overfitting could not be read from it.`;

function part(name: string, rank: number, blocks: readonly Block[]): Part {
  return { name, rank, blocks };
}

function isFilled({ blocks }: Part): boolean {
  return blocks.length > 0;
}

function losses(chart: LossChart | null): readonly Block[] {
  return chart === null ? [] : [{ kind: 'losses', chart }, ...small(chart.legend)];
}

function alarms(view: View): readonly Block[] {
  const alarming = alarmingChecks(view);
  if (alarming === null) return [];
  return [
    ...tableBlock(alarming.table),
    ...small(alarming.hidden > 0 ? say`${alarming.hidden} more did not pass.` : []),
  ];
}

function exploratory({ secondary }: View): Phrase {
  const others = secondary.filter(({ guard }) => guard === undefined).length;
  if (others === 0) return [];
  const who = others < secondary.length ? 'all but the guarded ones' : 'they';
  return say`Exploratory: ${who} are not tested against a level and decide nothing.`;
}

function secondary(view: View): readonly Block[] {
  const table = tableBlock(secondaryTable(view));
  if (table.length === 0) return [];
  const hidden = hiddenSecondary(view);
  return [
    ...paragraph(exploratory(view)),
    ...table,
    ...small(hidden > 0 ? say`${hidden} more are in the result file.` : []),
  ];
}
