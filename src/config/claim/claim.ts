/**
 * What a pull request claims, one claim per line: `Claim: macro_f1 +0.01`, `Claim: accuracy +1 point with wider`, `Claim: no
 * regression in loss`, `Claim: improvement`, `Claim: faster, no worse in loss`, `Claim: no change`.
 *
 * The sign is that of the metric's change: `loss -0.1` claims a loss at least 0.1 lower. Without a variant, a claim covers
 * all of them; without a metric, all primary ones.
 */
import { z } from 'zod';
import { timeUnit } from '../../stats/metrics/names.ts';
import { quote } from '../../words/list.ts';
import { isShare } from '../known-metrics.ts';
import { didYouMean } from '../nearest.ts';

export const CLAIM_KINDS = ['amount', 'improvement', 'no-regression', 'no-worse', 'no-change'] as const;

export interface Claim {
  readonly kind: (typeof CLAIM_KINDS)[number];
  /** Null for all primary metrics. */
  readonly metric: string | null;
  /** Null for all variants. */
  readonly variant: string | null;
  /** Of the metric itself; null unless the kind is `amount`. */
  readonly change: number | null;
  /** `points`: hundredths of a metric that is a share. */
  readonly unit: 'own' | 'points';
}

/** A claim may name these. */
export interface ClaimWords {
  readonly metrics: ReadonlyArray<{
    readonly name: string;
    readonly unit?: string | undefined;
    readonly direction?: 'maximize' | 'minimize' | undefined;
    readonly margin?: number | null | undefined;
  }>;
  readonly variants: readonly string[];
}

const MAX_CLAIM_CHARS = 200;
export const MAX_CLAIMS = 10;
const MAX_SHOWN_CHARS = 60;
/** Keeps every number derived from a claim finite. */
const MAX_CHANGE = 1e12;

/** `checkClaims` in rules.ts parses them. */
export const claimSchema = z
  .union([z.string(), z.array(z.string()).min(1).max(MAX_CLAIMS)], {
    error: 'must be a claim such as "macro_f1 +0.01", or a list of them',
  })
  .describe(
    'Expected effect, in addition to the claims of the pull request: `macro_f1 +0.01`, `no regression`, `improvement in accuracy`, `faster, no worse in val_loss`, `no change`, or a list. `none` accepts equal results.',
  );

const VARIANT = /^(.*\S) (with|for) (\S+)$/i;
const NO_REGRESSION = /^(?:no regressions?|non-?inferiority)(?: (?:in|of|on|for) (.+))?$/i;
/** `faster, no worse in val_loss and accuracy`: an improvement, and metrics that must not get worse by their margins. */
const TWO_PARTS = /^(.+?),? (?:and |but )?no worse(?: (?:in|of|on|for) (.+))?$/i;
const FASTER = /^(?:is )?faster$/i;
const NO_CHANGE =
  /^(?:no (?:(?:behaviou?r(?:al)?|functional|model|intended) )?(?:changes?|effect|difference)(?: intended)?|refactor(?:ing)?(?: only)?|same results?)(?: (?:in|of|on|for) (.+))?$/i;
/** States no claim; equal results then pass. */
const NONE = /^none$/i;
const IMPROVEMENT = /^(?:improvement(?: (?:in|of|on) (.+))?|improves (.+)|(.+) improves)$/i;
const AMOUNT =
  /^(.*?[^\s:]) ?:? ?(?:by )?([+-]) ?(\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:e([+-]?\d{1,3}))? ?([a-z%][a-z% ]*)?$/i;
const POINTS = /^(?:%|percent|pp|pts?|(?:percentage )?points?)$/i;

type Problem = { readonly problem: string };

/** @returns the parts of a claim, all of which must hold; or why it cannot be read */
export function parseClaims(text: string, words: ClaimWords): readonly Claim[] | Problem {
  if (text.length > MAX_CLAIM_CHARS)
    return { problem: `is longer than ${MAX_CLAIM_CHARS} characters; write one claim per line` };
  if (isNone(text)) return [];
  const [, rest = '', , named = ''] = VARIANT.exec(plain(text)) ?? [];
  const variant = words.variants.find((one) => one.toLowerCase() === named.toLowerCase()) ?? null;
  const parts = TWO_PARTS.exec(variant === null ? plain(text) : rest);
  if (parts === null) {
    const claim = parseClaim(text, words);
    return 'problem' in claim ? claim : [claim];
  }
  const [, first = '', names] = parts;
  const gain = parseSentence(text, first, variant, words);
  if ('problem' in gain) return gain;
  const guarded = guardedBy(names, gain, words);
  if ('problem' in guarded) return guarded;
  return [
    gain,
    ...guarded.map((metric) => ({ kind: 'no-worse', metric, variant, change: null, unit: 'own' }) as const),
  ];
}

function isNone(text: string): boolean {
  return NONE.test(plain(text));
}

/** The variants whose results may equal the baseline's by these claims. */
export function mayBeEqual(
  texts: readonly string[],
  claims: readonly Claim[],
  variants: readonly string[],
): readonly string[] {
  if (texts.some(isNone)) return variants;
  const unchanged = claims.filter(({ kind }) => kind === 'no-change').map(({ variant }) => variant);
  return variants.filter((name) => unchanged.includes(name) || unchanged.includes(null));
}

/** The named metrics; without names, all others that have a margin. */
function guardedBy(names: string | undefined, gain: Claim, words: ClaimWords): readonly string[] | Problem {
  const { metrics } = words;
  if (names === undefined) {
    const bounded = metrics.filter(({ name, margin }) => name !== gain.metric && margin != null);
    if (gain.metric !== null && bounded.length > 0) return bounded.map(({ name }) => name);
    const example = metrics.at(-1)?.name ?? 'val_loss';
    return {
      problem: `"no worse" needs its metrics, each with a margin: write "no worse in ${example}"`,
    };
  }
  const found: string[] = [];
  for (const name of names.split(/ ?, ?(?:and )?| and /i)) {
    const metric = findMetric(name, words);
    if (typeof metric !== 'string') return metric;
    if (metrics.find((one) => one.name === metric)?.margin == null)
      return {
        problem: `${metric} has no margin, so no acceptable loss is defined; add margin to it under metrics`,
      };
    if (metric === gain.metric)
      return {
        problem: `${metric} can't be both better and no worse; name other metrics after "no worse in"`,
      };
    found.push(metric);
  }
  return [...new Set(found)];
}

/** Metrics that are claimed to be no worse: they are guarded. */
export function claimedNoWorse(claims: readonly Claim[]): readonly string[] {
  return claims.flatMap(({ kind, metric }) => (kind === 'no-worse' && metric !== null ? [metric] : []));
}

/** @returns the claim, or why it cannot be read */
export function parseClaim(text: string, words: ClaimWords): Claim | Problem {
  if (text.length > MAX_CLAIM_CHARS)
    return { problem: `is longer than ${MAX_CLAIM_CHARS} characters; write one claim per line` };
  const [, rest = '', word = '', named] = VARIANT.exec(plain(text)) ?? [];
  if (named === undefined) return parseSentence(text, plain(text), null, words);
  const variant = words.variants.find((one) => one.toLowerCase() === named.toLowerCase());
  if (variant !== undefined) return parseSentence(text, rest, variant, words);
  // If the words before the last one are a claim, the last word was meant as a variant: `no regression for accuracy`.
  const whole = parseSentence(text, plain(text), null, words);
  const isMeant = !('problem' in parseSentence(text, rest, null, words));
  const hint = didYouMean(named, words.variants);
  const isRead = !('problem' in whole);
  if (isRead || !isMeant || (word.toLowerCase() === 'for' && hint === '')) return whole;
  return { problem: `no variant ${show(named)} (${words.variants.slice(0, 5).join(', ')})${hint}` };
}

/** @param sentence the claim without its variant */
function parseSentence(
  text: string,
  sentence: string,
  variant: string | null,
  words: ClaimWords,
): Claim | Problem {
  const noRegression = NO_REGRESSION.exec(sentence);
  if (noRegression !== null) return whole('no-regression', noRegression[1], variant, words);
  const noChange = NO_CHANGE.exec(sentence);
  if (noChange !== null) return whole('no-change', noChange[1], variant, words);
  const times = FASTER.test(sentence) ? timesAmong(words) : [];
  if (times.length > 0) return faster(times, variant);
  const improvement = IMPROVEMENT.exec(sentence);
  if (improvement !== null)
    return whole('improvement', improvement[1] ?? improvement[2] ?? improvement[3], variant, words);
  const amount = AMOUNT.exec(sentence);
  if (amount === null) {
    if (/\d,\d/.test(sentence))
      return { problem: `${show(text)} cannot be read; write decimals with a point` };
    return { problem: `${show(text)} cannot be read; write it as one of: ${readableForms(words)}` };
  }
  const [, name = '', sign = '', digits = '', exponent = '0', unit] = amount;
  const metric = findMetric(name, words);
  if (typeof metric !== 'string') return metric;
  if (isUpsideDown(text, metric, words))
    return {
      problem: `${show(text)} limits the gain from above, but a claim states the least gain; remove the sign ≤ or ≥`,
    };
  const size = Number(`${digits}e${exponent}`);
  if (!(size > 0 && size <= MAX_CHANGE))
    return {
      problem: `${show(text)} claims no change; to claim no loss, write "no regression in ${metric}", or "no change in ${metric}"`,
    };
  if (unit !== undefined && !POINTS.test(unit))
    return { problem: `the unit ${show(unit)} is not known; allowed: %, point, points, or none` };
  if (unit !== undefined && !isInPoints(metric, words))
    return {
      problem: `${metric} is not a share, so percentage points have no meaning; write the amount in its own unit`,
    };
  const change = sign === '-' ? -size : size;
  return { kind: 'amount', metric, variant, change, unit: unit === undefined ? 'own' : 'points' };
}

function timesAmong({ metrics }: ClaimWords): string[] {
  return metrics
    .filter(({ name, direction }) => direction !== 'maximize' && timeUnit(name) !== null)
    .map(({ name }) => name);
}

/** The one metric that is a time tells what is faster. */
function faster([metric = '', ...others]: readonly string[], variant: string | null): Claim | Problem {
  if (others.length === 0) return { kind: 'improvement', metric, variant, change: null, unit: 'own' };
  return {
    problem: `"faster" does not tell which time: ${[metric, ...others].join(' or ')}; write "improvement in ${metric}"`,
  };
}

function whole(
  kind: 'improvement' | 'no-regression' | 'no-change',
  name: string | undefined,
  variant: string | null,
  words: ClaimWords,
): Claim | Problem {
  const metric = name === undefined ? null : findMetric(name, words);
  if (metric !== null && typeof metric !== 'string') return metric;
  return { kind, metric, variant, change: null, unit: 'own' };
}

function readableForms({ metrics: [metric], variants: [variant = 'VARIANT'] }: ClaimWords): string {
  const name = metric?.name ?? 'accuracy';
  return `"${name} +0.01", "no regression", "no regression in ${name}", "no change", "improvement in ${name}", each with or without "with ${variant}" at its end`;
}

function findMetric(name: string, { metrics }: ClaimWords): string | Problem {
  const known = metrics.find((metric) => spelling(metric.name) === spelling(name));
  if (known !== undefined) return known.name;
  const names = metrics.map((metric) => metric.name);
  const hint = didYouMean(spelling(name), names);
  return { problem: `${show(name)} is not among the metrics (${names.slice(0, 5).join(', ')})${hint}` };
}

/** `accuracy ≤ +0.01` promises nothing and must be refused. */
function isUpsideDown(text: string, name: string, { metrics }: ClaimWords): boolean {
  const isMinimized = metrics.find((metric) => metric.name === name)?.direction === 'minimize';
  return text.includes(isMinimized ? '≥' : '≤');
}

function isInPoints(name: string, { metrics }: ClaimWords): boolean {
  return metrics.find((metric) => metric.name === name)?.unit === 'percent' || isShare(name);
}

/** Treats `Macro-F1` and `macro f1` as macro_f1. */
function spelling(name: string): string {
  return name.toLowerCase().replace(/[\s-]+/g, '_');
}

/** Strips Markdown; replaces typographic minus signs with ASCII. */
function plain(text: string): string {
  return text
    .replace(/[`*"'“”]/g, '')
    .replace(/[\u2212\u2013\u2011]/g, '-')
    .replace(/≥|≤|\bat least\b/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.!]$/, '')
    .trim();
}

function show(text: string): string {
  return quote(text.replace(/\s+/g, ' ').trim(), MAX_SHOWN_CHARS);
}
