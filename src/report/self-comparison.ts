import type { SeedOrderTest } from '../analysis/self-comparison/seed-order.ts';
import type { FalseAlarmRate } from '../stats/estimates/false-alarms.ts';
import type { SelfComparisonResult } from '../verdict/self-comparison.ts';
import { intervalLevel, NBSP, percent, pValue, threeDigits } from '../words/number.ts';
import { renderMarkdown } from './comment.ts';
import { type Block, left, list, paragraph, type ReportDocument, right, small, tableOf } from './document.ts';
import { metricFormat } from './format/metric-format.ts';
import { metricTitle } from './format/metric-name.ts';
import { plainText } from './format/plain.ts';
import { blocksHtml, foldHtml } from './html/blocks.ts';
import { inlineHtml } from './html/inline.ts';
import { pageHtml } from './html/shell.ts';
import { code, type Phrase, prose, say } from './phrase.ts';

export function renderSelfComparison(result: SelfComparisonResult) {
  const document = compose(result);
  return {
    markdown: renderMarkdown(document),
    html: pageOf(document, result.provenance.config),
    json: `${JSON.stringify(result, null, 2)}\n`,
    summary: [document.headline, runsLine(result)].map(plainText).join('\n'),
  };
}

function pageOf({ headline, lead, folded }: ReportDocument, config: string): string {
  const title = `${plainText(headline)} · ${plainText([code(config)])}`;
  const folds = folded.map(({ name, blocks }) => foldHtml(name, blocksHtml(blocks)));
  return pageHtml(
    title,
    `<main>
<h1>${inlineHtml(headline)}</h1>
${blocksHtml(lead.flatMap(({ blocks }) => blocks))}
${folds.join('\n')}
</main>`,
  );
}

function compose(result: SelfComparisonResult): ReportDocument {
  const part = (name: string, blocks: readonly Block[]) => ({ name, rank: 0, blocks });
  return {
    headline: headline(result),
    lead: [
      part('runs', paragraph(runsLine(result))),
      part(
        'notices',
        result.provenance.notices.map((notice) => ({ kind: 'note', content: [prose(notice)] })),
      ),
      part('metrics', [noiseTable(result), ...small(legend(result))]),
    ],
    folded: [
      part('How this was measured', list(method(result))),
      part('Reproduce', [{ kind: 'lines', text: result.provenance.command, language: 'sh' }]),
    ],
  };
}

function headline({ falseAlarms, alpha, consistent, independent, seedOrder }: SelfComparisonResult): Phrase {
  const accepted = `the accepted ${Number((100 * alpha).toFixed(2))}${NBSP}%`;
  if (falseAlarms === null)
    return say`⚪ A/A: every run of the baseline gave the same values, so nothing can raise a false alarm`;
  if (consistent && !independent) {
    const found = seedOrder.filter(({ depends }) => depends).map(orderTest);
    return say`❌ A/A: runs of the baseline depend on the order of their seeds: ${found.join('; ')}`;
  }
  const words = consistent ? `agrees with ${accepted}` : `is above ${accepted}`;
  return say`${consistent ? '✅' : '❌'} A/A: the false-alarm rate of the baseline against itself, ${rate(falseAlarms)}, ${words}`;
}

function runsLine({ runs, failedRuns, looks, takenLooks, independent }: SelfComparisonResult): Phrase {
  const failed = failedRuns === 0 ? '' : `, ${failedRuns} failed`;
  const planned = looks.at(-1) ?? 0;
  const taken = takenLooks.at(-1) ?? 0;
  const pairs = taken === planned ? `${planned} pairs` : `${planned} pairs, of which ${taken} could be made`;
  const order = independent ? 'no effect of the seed order was found' : 'the seed order affects the results';
  return say`${runs} runs of the baseline under as many seeds${failed} · design of ${pairs} · ${order}`;
}

function orderTest({ metric, test, pValue: p, significanceLevel }: SeedOrderTest): string {
  const what =
    test === 'halves' ? 'the first half differs from the second' : 'runs of neighbouring seeds are alike';
  return `${metric}, ${what} (p${NBSP}${pValue(p, significanceLevel)}, needed ≤${NBSP}${threeDigits(significanceLevel)})`;
}

function noiseTable({ metrics, looks, definitions, comparisons }: SelfComparisonResult): Block {
  const rows = metrics.map(({ metric, falseAlarms, noise }) => {
    const definition = definitions.find(({ name }) => name === metric);
    if (noise === null || definition === undefined)
      return { metric, alarms: 'no spread', pair: '', detectable: '', singleRun: '' };
    const format = metricFormat(definition, comparisons);
    const { standardDeviation, interval, detectable, singleRun } = noise;
    return {
      metric,
      alarms: falseAlarms === null ? '' : rate(falseAlarms),
      pair: `${format.size(standardDeviation)} ${format.bounds(interval.low, interval.high)}`,
      detectable: format.size(detectable),
      singleRun: `±${format.size(singleRun)}`,
    };
  });
  const table = tableOf(rows, [
    left('Metric', ({ metric }) => metricTitle(metric)),
    right('False alarms', ({ alarms }) => alarms),
    right('Noise of a pair (sd)', ({ pair }) => pair),
    right(`Detectable with ${looks.at(-1) ?? 0} pairs`, ({ detectable }) => detectable),
    right('One run each, by chance 1 in 20', ({ singleRun }) => singleRun),
  ]);
  return { kind: 'table', table };
}

function legend({ metrics }: SelfComparisonResult): Phrase {
  const level = intervalLevel(metrics.find(({ noise }) => noise !== null)?.noise?.interval.level ?? 0.95);
  return say`In brackets: ${level} intervals. False alarms: of the t test over seeds for one metric at the whole level. Noise: of the difference between two runs that share no seed; in a real pair, the part that the seed adds to both models cancels.`;
}

function method({
  falseAlarms,
  alpha,
  takenLooks,
  seedOrder,
  comparisons,
  provenance,
}: SelfComparisonResult): readonly Phrase[] {
  const many = takenLooks.length === 1 ? 'one look' : `${takenLooks.length} looks`;
  return [
    say`The runs are shuffled and compared in pairs, ${falseAlarms?.splits ?? 0} times. Each time the t test over seeds runs with ${many}, at ${takenLooks.join(', ')} pairs, at α${NBSP}=${NBSP}${threeDigits(alpha)} shared among the primary metrics. Cross-checks, equivalence and futility can only lower the rate. A test over examples also has at least this standard error.`,
    say`The interval is a bootstrap over the runs: it covers the random splits and the choice of seeds. The rate reflects skew, outliers and ties of the values. Shuffling hides any dependence between runs.`,
    say`The order of the seeds, at half of α: ${seedOrder.length === 0 ? 'nothing varies' : `${seedOrder.map(orderTestTold).join('; ')}`}. Halves: the first half of the seeds against the second, judged as any experiment is${comparisons.some((one) => one.difference !== null && one.crossed !== null) ? ', over seeds and test examples' : ''}. Neighbours: Bartels' rank test, one-sided.`,
    say`Detectable: found with a chance of 80${NBSP}%, at the level of the last look.`,
    say`Baseline: ${provenance.base === null ? 'this checkout' : code(provenance.base)}.`,
  ];
}

function orderTestTold({ metric, test, pValue: p, significanceLevel }: SeedOrderTest): string {
  return `${metric}, ${test}: p${NBSP}${pValue(p, significanceLevel)}, needed ≤${NBSP}${threeDigits(significanceLevel)}`;
}

function rate({ rate, interval }: FalseAlarmRate): string {
  const share = (value: number) => percent(value, 1).replace(' ', NBSP);
  return `${share(rate)} [${share(interval.low)},${NBSP}${share(interval.high)}]`;
}
