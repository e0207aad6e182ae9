/** The comment in reading order: one screen, then folds. */

import { lossChart } from './content/charts/loss-chart.ts';
import { allChecks, countOf } from './content/checks.ts';
import { claimLine, claimTable } from './content/claim.ts';
import { comparedCommits } from './content/compared-commits.ts';
import { changedExamples, changesTitle } from './content/details/changes.ts';
import { cost, failures } from './content/details/cost.ts';
import { finePrint } from './content/details/fine-print.ts';
import { method } from './content/details/method.ts';
import { policyTable } from './content/details/policy.ts';
import { sources } from './content/details/sources.ts';
import { findingLines } from './content/findings.ts';
import { gateLine } from './content/gate.ts';
import { changedDesign } from './content/headline/changed-design.ts';
import { evidenceLine } from './content/headline/evidence-line.ts';
import { headline } from './content/headline/headline.ts';
import { toDecide } from './content/headline/what-would-settle.ts';
import { measuredOn, notices } from './content/notices.ts';
import { headlineHeight, heightOf, SCREEN } from './content/screen.ts';
import { everyComparison } from './content/tables/comparisons.ts';
import { overview } from './content/tables/overview.ts';
import { secondaryMetrics } from './content/tables/secondary.ts';
import { everySeed } from './content/tables/seeds.ts';
import { type Block, type Part, paragraph, type ReportDocument, small } from './document.ts';
import { join, type Phrase, say } from './phrase.ts';
import type { View } from './view.ts';

const MAX_NOTICES = 2;

export interface ComposeOptions {
  /** Null if the repository has one experiment. */
  readonly configName: string | null;
  readonly chartPoints: number;
  readonly report: Phrase;
}

export function compose(view: View, { configName, chartPoints, report }: ComposeOptions): ReportDocument {
  // Numbers of a broken comparison are folded, because readers would quote them.
  const broken = view.result.verdict === 'invalid';
  const told = notices(view);
  const table = overview(view);
  const title = headline(view, configName);
  const lead = [
    part('changed design', 0, small(changedDesign(view))),
    part('gate', 0, paragraph(join([report, gateLine(view), comparedCommits(view)], ' · '))),
    part('claim', 0, claimLine(view)),
    part('notices', 1, told.slice(0, MAX_NOTICES)),
    part('comparisons', 2, broken ? [] : table),
    part('split', 1, broken ? [] : small(measuredOn(view, 'validation'))),
    part('what would decide it', 3, paragraph(toDecide(view))),
    part('findings', 4, findingLines(view)),
  ].filter(isFilled);
  const height = headlineHeight(title) + heightOf(lead.flatMap(({ blocks }) => blocks));
  const picture = losses(view, chartPoints, height);
  const isPictured = !broken && height + heightOf(picture) <= SCREEN;
  return {
    headline: title,
    lead: isPictured ? [...lead, part('loss chart', 6, picture)].filter(isFilled) : lead,
    folded: [
      part('More notices', 3, told.length > MAX_NOTICES ? told.slice(MAX_NOTICES) : []),
      part('Proposed change of the config', 3, policyTable(view)),
      part('Loss by epoch', 6, broken || isPictured ? [] : picture),
      part(
        'Measured values (not valid evidence)',
        8,
        broken ? [...table, ...picture, ...everyComparison(view)] : [],
      ),
      part('Claims', 6, claimTable(view)),
      part('All numbers', 9, broken ? [] : everyComparison(view)),
      part(view.result.design.folds === undefined ? 'Every seed' : 'Every fold', 12, everySeed(view)),
      part('How this was decided', 7, decided(view)),
      part(changesTitle(view), 10, broken ? [] : changedExamples(view)),
      part('Secondary metrics', 10, secondaryMetrics(view)),
      part(`All checks: ${countOf(view.result.checks)}`, 11, allChecks(view)),
      part('Where the numbers come from', 10, sources(view)),
      part('Failed runs', 8, failures(view)),
      part('No loss chart', 13, picture.length === 0 ? paragraph(NO_CHART) : []),
      part('Cost and reproduction', 5, cost(view)),
    ].filter(isFilled),
  };
}

const NO_CHART = say`No model has loss curves of two or more epochs, so there is no chart and overfitting could not be checked on curves.`;

function part(name: string, rank: number, blocks: readonly Block[]): Part {
  return { name, rank, blocks };
}

function isFilled({ blocks }: Part): boolean {
  return blocks.length > 0;
}

const CHART_HEIGHTS = [230, 200, 160, 120, 100] as const;

/** The largest chart that still fits the screen. */
function losses(view: View, chartPoints: number, above: number): readonly Block[] {
  const drawn = CHART_HEIGHTS.map((height): readonly Block[] => {
    const chart = lossChart(view, chartPoints, height);
    return chart === null ? [] : [{ kind: 'losses', chart }, ...small(chart.legend)];
  });
  return drawn.find((blocks) => above + heightOf(blocks) <= SCREEN) ?? drawn[0] ?? [];
}

function decided(view: View): readonly Block[] {
  return [...paragraph(evidenceLine(view)), ...finePrint(view), ...method(view)];
}
