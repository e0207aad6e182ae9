/** The first use of a term in a section links to its definition. */
import { capitalised } from '../../words/capitalised.ts';
import { type UnitWords, wordsOf } from '../../words/unit-words.ts';
import { escapeHtml } from '../format/escape.ts';

type Term = readonly [spellings: readonly string[], definition: string];

/** The first spelling is the heading. */
const termsOf = ({ seed, pair, training, testExample }: UnitWords): readonly Term[] => [
  [
    ['interval', 'intervals'],
    'The range of differences that the data allow. A 95 % interval misses the true difference 5 times in 100.',
  ],
  [
    ['margin', 'margins'],
    'The smallest difference that matters to you. It is set in the config before the first run.',
  ],
  [
    [pair, `${pair}s`, 'paired'],
    pair === seed
      ? 'Every case, answered once by the baseline and once by the variant. Both have the same cases, so that hard cases make no difference.'
      : 'The run of the baseline and the run of the variant under the same random seed. Comparing within a pair removes the luck that both share.',
  ],
  [
    ['p-value', 'p'],
    'How often chance alone would give a difference this large if the true difference were zero. Small values speak against chance.',
  ],
  [['alpha'], 'The accepted share of false alarms in the whole experiment.'],
  [
    ['equivalent', 'equivalence'],
    'The whole interval lies within ± margin, so any difference is too small to matter.',
  ],
  [
    ['inconclusive'],
    'The data allow both a difference that matters and none. It does not mean that nothing changed.',
  ],
  [
    ['planned look', 'planned looks', 'sequential design'],
    `A planned point at which the runs so far are tested. ${capitalised(training)} stops at the first look that decides.`,
  ],
  [
    ['boundary', 'boundaries'],
    'The evidence that a look needs for a verdict. Early boundaries are stricter, so that several looks cause no more false alarms than one.',
  ],
  [
    ['Bonferroni'],
    'An adjustment for several comparisons: each gets an equal part of alpha, so the chance of any false alarm stays below alpha.',
  ],
  [['standard deviation', 'sd'], 'The typical distance of a run from the mean.'],
  [['overfitting'], 'The model still gets better on its training data, but no longer on other data.'],
  [
    ['validation loss'],
    'The error on data that the model does not train on. If it rises while the training loss falls, the model overfits.',
  ],
  [['epoch', 'epochs'], 'One pass over the training data.'],
  [['effect size', "Hedges' g"], 'The difference in units of its standard deviation.'],
  [['P(better)'], 'The chance that a run of the variant beats a run of the baseline.'],
  [
    ['smallest detectable difference', 'Detectable'],
    'With as many runs, 8 of 10 experiments would find a difference of this size.',
  ],
  [['calibration', 'calibrated'], 'Whether predictions with 80 % confidence are right 80 times in 100.'],
  [['slice', 'slices'], `A named group of ${testExample}s, such as a class or a corner case.`],
  [['sensitivity'], 'Whether the verdict holds after a small change of a hyperparameter in both models.'],
  [['exploratory'], 'Found by search, not planned in advance. A new experiment must confirm it.'],
  [['Welch'], `A t test for two groups of runs that share no ${seed}.`],
  [['bootstrap'], 'Drawing from the observed runs again and again to see how much the result varies.'],
  [
    ['macro-F1', 'macro‑F1'],
    'The mean over classes of F1, the balance of precision and recall. Rare classes count as much as common ones.',
  ],
];
const TERMS = termsOf(wordsOf({}));

const SLUGS = new Map(
  TERMS.flatMap(([spellings]) =>
    spellings.map((spelling) => [spelling.toLowerCase(), slugOf(spellings[0] ?? '')] as const),
  ),
);
const PATTERN = new RegExp(
  `(?<![\\p{L}\\p{N}/_.-])(${[...SLUGS.keys()]
    .sort((a, b) => b.length - a.length)
    .map(escapeRegExp)
    .join('|')})(?![\\p{L}\\p{N}/_-]| of error)`,
  'iu',
);
const EVERY = new RegExp(PATTERN, 'giu');
/** Elements that get no links. */
const CLOSED = /^<(a|button|code|pre|svg|summary|h\d|table|figcaption)\b/;

/** @param html escaped, so that no text holds a `<` */
export function linkTerms(html: string): string {
  const seen = new Set<string>();
  let closedBy: string | null = null;
  return html
    .split(/(<[^>]+>)/)
    .map((piece) => {
      if (piece.startsWith('<')) {
        if (closedBy === null) closedBy = CLOSED.exec(piece)?.[1] ?? null;
        else if (piece === `</${closedBy}>`) closedBy = null;
        return piece;
      }
      return closedBy === null ? linkFirst(piece, seen) : piece;
    })
    .join('');
}

function linkFirst(text: string, seen: Set<string>): string {
  const found = PATTERN.exec(text);
  if (found === null) return text;
  const [word] = found;
  const slug = SLUGS.get(word.toLowerCase()) ?? '';
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + word.length);
  const shown = seen.has(slug) ? word : `<a class="term" href="#${slug}">${word}</a>`;
  seen.add(slug);
  return before + shown + linkFirst(after, seen);
}

/** @param page whose terms are explained */
export function glossaryHtml(page: string, words: UnitWords): string {
  const text = page.replaceAll(/<[^>]+>/g, ' ');
  const used = new Set([...text.matchAll(EVERY)].map(([word]) => SLUGS.get(word.toLowerCase())));
  const entries = termsOf(words).flatMap(([[term = ''], definition], at) => {
    const slug = slugOf(TERMS[at]?.[0][0] ?? '');
    return used.has(slug)
      ? `<dt id="${slug}">${escapeHtml(term)}</dt><dd>${escapeHtml(definition)}</dd>`
      : [];
  });
  return entries.length === 0 ? '' : `<dl class="glossary">${entries.join('\n')}</dl>`;
}

function slugOf(term: string): string {
  return `term-${term.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
