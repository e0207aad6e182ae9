/** What a team demands of an evaluation, and estimates with their intervals. */
import { type Block, left, right, small, tableBlock } from '../../document.ts';
import { cleanLine } from '../../format/clean.ts';
import { metricName } from '../../format/metric-name.ts';
import { enumerate, more, type Phrase, plainName, prose, say } from '../../phrase.ts';
import type { Evaluation, View } from '../../view.ts';
import { CHECK_GLYPHS, VERDICT_GLYPHS } from '../headline/verdict-words.ts';
import { amountFormat, confidenceOfVariant } from './amounts.ts';
import { caseName, ofVariant } from './changed-cases.ts';

const MAX_LINES = 5;
const MAX_NAMED = 3;
const MAX_MESSAGE_CHARS = 160;
const MAX_ROWS = 12;
const MOST_IN_RESULT = 50;

type Policy = Evaluation['policies'][number];

const GLYPHS: Readonly<Record<Policy['status'], string>> = {
  fail: CHECK_GLYPHS.fail,
  open: VERDICT_GLYPHS.inconclusive,
  pass: CHECK_GLYPHS.pass,
};
const ORDER = ['fail', 'open', 'pass'] as const;

function policiesOf({ result: { evaluation } }: View): readonly Policy[] {
  return ORDER.flatMap((status) => (evaluation?.policies ?? []).filter((one) => one.status === status));
}

/** Those that failed or are open. */
export function brokenPolicies(view: View): readonly Phrase[] {
  const broken = policiesOf(view).filter(({ status }) => status !== 'pass');
  const lines = broken
    .slice(0, MAX_LINES)
    .map((one) => say`${GLYPHS[one.status]} ${ofVariant(view, one.variant)}${found(one)}`);
  return [...lines, more(broken.length - MAX_LINES, 'are in “Policies, slices and cost”.')];
}

function found({ message, cases, flaky }: Policy): Phrase {
  const which = cases.length === 0 ? [] : say`: ${names(cases)}`;
  const uncounted = flaky.length === 0 ? [] : say`. Flaky before, so not counted: ${names(flaky)}`;
  return say`${prose(cleanLine(message.replace(/\.$/, ''), MAX_MESSAGE_CHARS))}${which}${uncounted}`;
}

function names(ids: readonly string[]): Phrase {
  const shown = ids.slice(0, MAX_NAMED).map(caseName);
  // A result names no more than these, so how many there are is unknown.
  const rest = ids.length >= MOST_IN_RESULT ? ['more'] : more(ids.length - shown.length);
  return enumerate(rest.length > 0 ? [...shown, rest] : shown);
}

export function policyTable(view: View): readonly Block[] {
  const all = policiesOf(view);
  return [
    ...tableBlock(all.slice(0, MAX_ROWS), [
      left('Policy', ({ id, status }) => say`${GLYPHS[status]} ${plainName(id)}`),
      left('Model', ({ variant }) => plainName(variant)),
      left('Found', found),
    ]),
    ...small(more(all.length - MAX_ROWS, 'are in the result file.')),
  ];
}

/** Estimates such as pass^3, and the guards that have one. */
export function estimateTable(view: View): readonly Block[] {
  const { estimates = [], policies = [] } = view.result.evaluation ?? {};
  const guards = policies.flatMap(({ id, variant, status, estimate }) =>
    estimate === null ? [] : [{ metric: id, variant, difference: estimate, glyph: `${GLYPHS[status]} ` }],
  );
  const rows = [
    ...estimates.map((one) => ({ ...one, glyph: guards.find((guard) => isSame(guard, one))?.glyph ?? '' })),
    ...guards.filter((guard) => !estimates.some((one) => isSame(guard, one))),
  ];
  const value = (metric: string, of: { readonly value: number } | undefined) =>
    of === undefined ? '' : prose(amountFormat(metric).value(of.value));
  const isOnly = new Set(rows.map(({ variant }) => variant)).size < 2;
  return tableBlock<Row>(rows.slice(0, MAX_ROWS), [
    left('Estimate', ({ metric, glyph }) => say`${glyph}${metricName(metric)}`),
    left('Model', ({ variant }) => (isOnly ? '' : plainName(variant))),
    right('Before', ({ metric, baseline }) => value(metric, baseline)),
    right('Now', ({ metric, candidate }) => value(metric, candidate)),
    right(`Difference (${confidenceOfVariant(view)})`, ({ metric, difference }) =>
      prose(amountFormat(metric).change(difference)),
    ),
  ]);
}

type Estimate = Evaluation['estimates'][number];
type Row = Pick<Estimate, 'metric' | 'variant' | 'difference'> &
  Partial<Estimate> & { readonly glyph: string };

function isSame(a: Pick<Row, 'metric' | 'variant'>, b: Pick<Row, 'metric' | 'variant'>): boolean {
  return a.metric === b.metric && a.variant === b.variant;
}
