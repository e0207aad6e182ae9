/** Every state that the comment of a pull request can be in, as Markdown. */
import type { Comparison, Verdict } from '../../src/analysis/compare/comparison.ts';
import { parseClaim } from '../../src/config/claim/claim.ts';
import { applyAcceptance } from '../../src/github/publish/acceptance.ts';
import { renderComment } from '../../src/report/comment.ts';
import { NOT_STARTED, nextStatus, renderInProgress } from '../../src/report/in-progress.ts';
import { renderNoVerdict } from '../../src/report/no-verdict.ts';
import { judgeClaim } from '../../src/verdict/claim.ts';
import type { ExperimentResult } from '../../src/verdict/result.ts';
import { everySample } from './every-sample.ts';
import { huge } from './extreme-samples.ts';
import { largest } from './largest-sample.ts';
import { MACRO_F1, sampleResult } from './sample-results.ts';
import * as samples from './samples.ts';

const RUN = 'https://github.com/o/r/actions/runs/1';
const LINKS = { run: RUN, page: `${RUN}/artifacts/2`, artifact: `${RUN}/artifacts/3` };
const commentOf = (result: ExperimentResult) => renderComment(result, { links: LINKS });

const HEAD = samples.better.provenance.head ?? 'b'.repeat(40);

function claiming(lines: readonly string[], result: ExperimentResult): ExperimentResult {
  const { metrics, comparisons } = result;
  const variants = ['head'];
  const claims = lines.flatMap((line) => {
    const claim = parseClaim(line, { metrics, variants });
    return 'problem' in claim ? [] : [claim];
  });
  const evidence = { metrics, variants, comparisons, isInvalid: false };
  return { ...result, claim: judgeClaim([{ source: 'pull-request', claims }], evidence) };
}

function accepted(result: ExperimentResult): ExperimentResult {
  const label = { by: 'octocat', mayAccept: true, event: 7, head: HEAD };
  const request = { label: 'conclusive: accept', commit: HEAD, queued: null, server: 'GitHub' };
  const seen = applyAcceptance(result, { ...request, found: 'not there', state: null });
  const state = { ...seen, run: { id: 1, attempt: 1 }, tested: { looks: [], claims: [] } };
  return applyAcceptance(result, { ...request, found: label, state: state as never }).result;
}

const VERDICTS: readonly Verdict[] = ['inconclusive', 'equivalent', 'improvement', 'regression'];

/** The comparison of one sample under many names, with every verdict. */
function times(variants: readonly string[], metrics: readonly string[]): ExperimentResult {
  const { better } = samples;
  const [one] = better.comparisons;
  const [baseline, head] = better.models;
  if (one === undefined || baseline === undefined || head === undefined) throw new Error('no sample');
  const valued = (model: typeof baseline, name: string) => ({
    ...model,
    name,
    values: Object.fromEntries(metrics.map((metric) => [metric, model.values.macro_f1 ?? []])),
  });
  const comparisons = variants.flatMap((variant, v) =>
    metrics.map((metric, m) => {
      const verdict = VERDICTS[(v + m) % VERDICTS.length];
      return { ...one, variant, metric, verdict, role: 'primary' } as Comparison;
    }),
  );
  return {
    ...better,
    verdict: 'regression',
    metrics: metrics.map((name) => ({ ...MACRO_F1, name })),
    models: [valued(baseline, baseline.name), ...variants.map((name) => valued(head, name))],
    comparisons,
    checks: better.checks.flatMap((check) =>
      check.model === 'head' ? variants.map((model) => ({ ...check, model })) : [check],
    ),
  };
}

const numbered = (word: string, count: number) => Array.from({ length: count }, (_, i) => `${word}-${i}`);

/** A table of results with one run of each model. */
const oneRunEach = sampleResult({
  metrics: [MACRO_F1],
  baseline: { macro_f1: [0.69] },
  variants: { head: { macro_f1: [0.71] } },
  existed: true,
  provenance: { config: 'results.csv', head: null, base: null, command: 'conclusive compare results.csv' },
});

const planned = nextStatus(NOT_STARTED, {
  kind: 'planned',
  trainer: 'model.ts',
  models: ['baseline', 'a', 'b'],
  looks: [6, 8, 11],
  parallel: 2,
  left: { runs: { least: 1, most: 9 }, seconds: null },
});

export const commentStates: ReadonlyArray<readonly [name: string, markdown: string]> = [
  ...everySample
    // Names made to break a layout are looked at elsewhere.
    .filter(([name]) => name !== 'hostile-names' && name !== 'evaluation-hostile')
    .map(([name, result]) => [name, commentOf(result)] as const),
  ['largest', commentOf(largest)],
  ['huge', commentOf(huge())],
  ['claim', commentOf(claiming(['macro_f1 +0.01'], samples.better))],
  [
    'several claims',
    commentOf(claiming(['macro_f1 +0.01', 'macro_f1 +0.02', 'no regression'], samples.better)),
  ],
  ['accepted', commentOf(accepted(samples.worse))],
  ['20 variants', commentOf(times(numbered('variant', 20), ['macro_f1']))],
  ['12 metrics', commentOf(times(['head'], numbered('metric', 12)))],
  ['3 variants of 4 metrics', commentOf(times(numbered('variant', 3), numbered('metric', 4)))],
  [
    'long names',
    commentOf(
      times(
        ['transformer-encoder-with-rotary-embeddings', 'bag-of-words-with-a-projection-of-512-units'],
        ['mean_average_precision_at_intersection_50'],
      ),
    ),
  ],
  ['one run each', commentOf(oneRunEach)],
  [
    'in progress',
    renderInProgress(planned, {
      head: HEAD,
      base: 'main',
      runUrl: RUN,
      last: { verdict: '⚪ inconclusive', commit: HEAD },
    }),
  ],
  [
    'no verdict',
    renderNoVerdict({
      head: HEAD,
      kind: 'failed',
      message: `error: conclusive.yml:4:3: no such key "${'metric'.repeat(8)}"; allowed are name, role, direction, margin and unit`,
      runUrl: RUN,
    }),
  ],
];
