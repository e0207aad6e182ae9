/** Results at the edge of what a report has to bear: hostile names in every place, and far too much of everything. */
import type { Comparison } from '../../src/analysis/compare/comparison.ts';
import type { ExperimentResult } from '../../src/verdict/result.ts';
import { curve } from './sample-curves.ts';
import type { FileChanges } from './sample-evidence.ts';
import {
  ACCURACY,
  analyse,
  draws,
  MACRO_F1,
  moved,
  recordsOf,
  type Sample,
  sampleResult,
} from './sample-results.ts';
import { TRACE } from './samples.ts';

/** Everything that a name or a message could try on GitHub's Markdown, on HTML and on a terminal. */
export const HOSTILE: readonly string[] = [
  '@octocat and @org/team',
  'fixes #1, GH-2, owner/repo#3',
  'https://evil.example www.evil.example mail@evil.example',
  '![x](https://evil.example/pixel.png)',
  '[click](javascript:alert(1))',
  '<img src=x onerror=alert(1)><script>alert(2)</script>',
  '</details></sub></td></svg>--> | a | b |',
  '```\n```mermaid\ngraph TD; A-->B\n```',
  '`` ` ``` `',
  '\u001b[31mred\u001b[0m\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007',
  '\u202etxt.exe\u2066 \u200bzero\ufeff width \u{e0041}',
  '# heading\n\n> quote\n\n1. list\r\n- [x] task\n\n---\n***',
  '&lt;b&gt; &#64;octocat $x^2$ :tada: ~~gone~~ **bold** _it_',
  'e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301',
  'constructor',
  'toString',
  '\\',
  '\\|`',
  '',
  'x'.repeat(5000),
  '91be0d3000000000000000000000000000000000',
];

export const CLASSIC = HOSTILE.join(' ');

const TEN = draws('hostile', 10, 0.691, 0.008);
const OTHER_TEN = draws('hostile-other', 10, 0.832, 0.009);

/** The same hostile text in every place that takes text; files have it for a name where they changed under way. */
export function hostile(text: string, files: FileChanges = {}): ExperimentResult {
  const sample = hostileSample(text, files);
  if (files.evaluation !== undefined) return sampleResult(sample);
  plain ??= analyse(hostileSample('plain', {}));
  const variant = `v ${text}`;
  const comparisons = plain.comparisons.map((comparison) => {
    const metric = comparison.metric === 'plain' ? text : `m ${text}`;
    const reason = comparison.reason?.replace('v plain', () => variant) ?? null;
    return { ...comparison, variant, metric, reason } as Comparison;
  });
  return sampleResult(sample, { ...plain, comparisons, records: recordsOf(sample) });
}

/** Computed once, since names change no number. */
let plain: ReturnType<typeof analyse> | undefined;

export function hostileSample(text: string, files: FileChanges): Sample {
  const metric = { ...MACRO_F1, name: `m ${text}` };
  const variant = `v ${text}`;
  const finished = (values: readonly number[]) => values.slice(0, -1);
  return {
    metrics: [metric, { ...ACCURACY, name: text }],
    baseline: { [metric.name]: TEN, [text]: OTHER_TEN },
    variants: {
      [variant]: {
        [metric.name]: finished(moved(TEN, 'hostile', 0.02, 0.008)),
        [text]: finished(OTHER_TEN.map((value, i) => value + 0.001 * i)),
      },
    },
    curves: { baseline: { epochs: 10 }, [variant]: { epochs: 10, rise: 0.1 } },
    models: { [variant]: { ref: text, params: { [text]: text } } },
    failed: [{ model: variant, seed: 10, status: 'crashed', failure: text }],
    files,
    provenance: {
      config: text,
      trainer: text,
      head: text,
      base: text,
      environment: { [text]: text },
      command: text,
      notices: [text],
    },
  };
}

export const hostileNames: ExperimentResult = hostile(CLASSIC);

/** 20 variants × 50 metrics × 200 seeds. One comparison is computed, the others are scaled from it: a thousand bootstraps take minutes. */
export function huge(): ExperimentResult {
  const metrics = Array.from({ length: 50 }, (_, m) => ({
    ...MACRO_F1,
    name: `metric_${m}`,
    role: m < 25 ? ('primary' as const) : ('secondary' as const),
  }));
  const values = draws('huge', 200, 0.7, 0.02);
  const one = sampleResult({
    metrics: [MACRO_F1],
    baseline: { macro_f1: values },
    variants: { v: { macro_f1: moved(values, 'huge-v', 0.002, 0.02) } },
    curves: { baseline: { epochs: 20 }, v: { epochs: 20, rise: 0.1 } },
  });
  const variants = Array.from({ length: 20 }, (_, v) => `variant-number-${v}`);
  const template = one.comparisons[0];
  const [baseline, candidate] = one.models;
  if (template === undefined || baseline === undefined || candidate === undefined)
    throw new Error('the sample has no comparison');
  const everyMetric = (model: typeof baseline) => ({
    ...model,
    values: Object.fromEntries(metrics.map(({ name }) => [name, model.values.macro_f1 ?? []])),
  });
  return {
    ...one,
    metrics,
    comparisons: variants.flatMap((variant) =>
      metrics.map(({ name, role }) => ({ ...template, variant, metric: name, role })),
    ),
    models: [everyMetric(baseline), ...variants.map((name) => ({ ...everyMetric(candidate), name }))],
    checks: one.checks.flatMap((check) =>
      check.model === 'v' ? variants.map((model) => ({ ...check, model })) : [check],
    ),
    curves: ['baseline', ...variants].map((name) => curve(name, 200, 5000)),
    runs: {
      ...one.runs,
      failures: variants.map((model, i) => ({
        model,
        seed: i,
        status: 'crashed' as const,
        message: `${TRACE}\n`.repeat(40),
      })),
    },
  };
}
