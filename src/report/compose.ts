/** The comment in reading order: one screen, then folds. */
import type { Outcome } from '../verdict/outcome.ts';
import { intervalPicture } from './content/charts/interval-picture.ts';
import { isWarnedOfCurves, lossChart } from './content/charts/loss-chart.ts';
import { allChecks, countOf } from './content/checks.ts';
import { claimTable } from './content/claim.ts';
import { changedExamples, changesTitle } from './content/details/changes.ts';
import { cost, failures } from './content/details/cost.ts';
import { finePrint } from './content/details/fine-print.ts';
import { method } from './content/details/method.ts';
import { policyTable } from './content/details/policy.ts';
import { sources } from './content/details/sources.ts';
import { evaluationFacts, moneyLine } from './content/evaluation/arms.ts';
import { changedCases, changedCasesTable, changedCasesTitle } from './content/evaluation/changed-cases.ts';
import { evaluationDetails } from './content/evaluation/details.ts';
import { brokenPolicies, estimateTable } from './content/evaluation/policies.ts';
import { findingLines } from './content/findings.ts';
import { gateLine } from './content/gate.ts';
import { evidenceLine } from './content/headline/evidence-line.ts';
import { headline } from './content/headline/headline.ts';
import { nextStep } from './content/headline/next-step.ts';
import { sinceLastPush } from './content/headline/since-last-push.ts';
import { subline } from './content/headline/subline.ts';
import { measuredOn, notices } from './content/notices.ts';
import { sharedInPairs } from './content/pair-words.ts';
import { headlineHeight, heightOf, SCREEN } from './content/screen.ts';
import { everyComparison } from './content/tables/comparisons.ts';
import { overview } from './content/tables/overview.ts';
import { secondaryMetrics } from './content/tables/secondary.ts';
import { everySeed } from './content/tables/seeds.ts';
import { taskTable } from './content/tables/tasks.ts';
import { type Block, list, type Part, paragraph, type ReportDocument, small } from './document.ts';
import { code, join, type Phrase, prose, say } from './phrase.ts';
import type { View } from './view.ts';

const MAX_NOTICES = 2;

export interface ComposeOptions {
  /** Null if the repository has one experiment. */
  readonly configName: string | null;
  readonly before?: Outcome | null;
  readonly acceptedLabel?: string;
  readonly chartPoints: number;
  readonly report: Phrase;
}

export function compose(
  view: View,
  { configName, chartPoints, report, before = null, acceptedLabel = '' }: ComposeOptions,
): ReportDocument {
  // Numbers of a broken comparison are folded, because readers would quote them.
  const broken = view.result.verdict === 'invalid';
  const told = notices(view);
  const table = overview(view);
  const title = headline(view);
  const where = configName === null ? [] : [code(configName)];
  const lead = [
    part('subline', 0, small(join([where, subline(view), sinceLastPush(view, before)], ' · '))),
    part('gate', 0, paragraph(join([gateLine(view), nextStep(view, { acceptedLabel }), report], ' · '))),
    part('notices', 1, told.slice(0, MAX_NOTICES)),
    part('cases', 1, broken ? [] : list([...changedCases(view), ...brokenPolicies(view)])),
    part('comparisons', 2, broken ? [] : table),
    part('estimates', 3, broken ? [] : estimateTable(view)),
    part('facts', 3, facts(view, broken)),
    part('tasks', 3, broken ? [] : taskTable(view)),
    part('split', 1, broken ? [] : small(measuredOn(view, 'validation'))),
    part('findings', 4, findingLines(view)),
  ].filter(isFilled);
  const height = headlineHeight(title) + heightOf(lead.flatMap(({ blocks }) => blocks));
  const curves = losses(view, chartPoints, height);
  const showsCurves = !broken && isWarnedOfCurves(view) && curves.length > 0;
  const picture = showsCurves ? curves : broken ? [] : intervalPicture(view);
  const isShown = height + heightOf(picture) <= SCREEN;
  return {
    headline: title,
    lead: isShown ? [...lead, part('picture', 6, picture)].filter(isFilled) : lead,
    folded: [
      part('More notices', 3, told.length > MAX_NOTICES ? told.slice(MAX_NOTICES) : []),
      part('Proposed change of the config', 3, policyTable(view)),
      part('Loss by epoch', 6, broken || (showsCurves && isShown) ? [] : curves),
      part(
        'Measured values (not valid evidence)',
        8,
        broken ? [...table, ...curves, ...everyComparison(view)] : [],
      ),
      part(changedCasesTitle(view), 7, broken ? [] : changedCasesTable(view)),
      part('Policies, slices and cost', 7, evaluationDetails(view)),
      part('Claims', 6, claimTable(view)),
      part('All numbers', 9, broken ? [] : everyComparison(view)),
      part(`Every ${sharedInPairs(view)}`, 12, everySeed(view)),
      part('How this was decided', 7, decided(view)),
      part(changesTitle(view), 10, broken ? [] : changedExamples(view)),
      part('Secondary metrics', 10, secondaryMetrics(view)),
      part(`All checks: ${countOf(view.result.checks)}`, 11, allChecks(view)),
      part('Where the numbers come from', 10, sources(view)),
      part('Failed runs', 8, failures(view)),
      part('Cost and reproduction', 5, cost(view)),
    ].filter(isFilled),
  };
}

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

/** The cost of a broken evaluation is no evidence, and told. */
function facts(view: View, broken: boolean): readonly Block[] {
  return [...(broken ? [] : evaluationFacts(view)), moneyLine(view)].flatMap(small);
}

function decided(view: View): readonly Block[] {
  const { reason, conclusion } = view.result.gate;
  const gate = reason === '' || conclusion === 'success' ? [] : say`Gate: ${prose(reason)}.`;
  return [...paragraph(evidenceLine(view)), ...small(gate), ...finePrint(view), ...method(view)];
}
