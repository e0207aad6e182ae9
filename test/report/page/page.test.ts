import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { Window } from 'happy-dom';
import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../../src/analysis/compare/comparison.ts';
import { renderHtml } from '../../../src/report/page/page.ts';
import type { ExperimentResult } from '../../../src/verdict/result.ts';
import { hostileEvaluation } from '../../support/evaluation-samples.ts';
import { everySample } from '../../support/every-sample.ts';
import * as extreme from '../../support/extreme-samples.ts';
import { largest } from '../../support/largest-sample.ts';
import { sampleDetails } from '../../support/sample-details.ts';
import * as samples from '../../support/samples.ts';

const ELEMENTS = new Set(
  'html head meta title style script body main header nav section article h1 h2 h3 h4 p ul li a dl dt dd table thead tbody tr th td div span q img figure figcaption details summary button br code strong pre svg g text tspan line rect circle path'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set(
  'lang charset http-equiv content name class scope id href src alt rel download type tabindex role aria-label aria-labelledby aria-hidden viewBox fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray paint-order stroke-linecap stroke-linejoin stroke-miterlimit text-anchor font-size font-weight font-family font-variant transform d dy x y x1 x2 y1 y2 cx cy r width height'.split(
    ' ',
  ),
);

function pageOf(result: ExperimentResult) {
  const { document } = new Window();
  document.write(renderHtml(result));
  return document;
}

/** Elements and attributes that the report does not write itself. */
function foreignMarkup(result: ExperimentResult): readonly string[] {
  return [...pageOf(result).querySelectorAll('*')].flatMap((element) => [
    ...(ELEMENTS.has(element.tagName.toLowerCase()) ? [] : [element.tagName]),
    ...(element.getAttribute('src')?.startsWith('data:image/png;base64,iVBORw0KGgo') === false
      ? ['src']
      : []),
    ...[...element.attributes].map(({ name }) => name).filter((name) => !ATTRIBUTES.has(name)),
  ]);
}

describe('renderHtml', () => {
  test.each(everySample)('%s: names no other host', (_, result) => {
    const page = renderHtml(result).replaceAll(/href="data:[^"]*"/g, '');
    expect(page.match(/(?:src|href)="(?!#)[^"]*"|url\([^)]*\)|@import/g)).toBeNull();
  });

  test('allows its own style sheet and script alone, by their digests', () => {
    const page = pageOf(samples.better);
    const digest = (element: string) =>
      `'sha256-${createHash('sha256')
        .update(page.querySelector(element)?.textContent ?? '')
        .digest('base64')}'`;
    const policy = page.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content');
    expect(page.querySelectorAll('script')).toHaveLength(1);
    expect(policy).toBe(
      `default-src 'none'; style-src ${digest('style')}; script-src ${digest('script')}; img-src data:; base-uri 'none'; form-action 'none'`,
    );
    // What the policy would refuse.
    expect(page.querySelectorAll('[style], [onclick], [onload]')).toHaveLength(0);
  });

  test('says the same as the comment: verdict first, then what needs attention, then folds', () => {
    const page = pageOf(samples.inconclusive);
    expect(page.querySelector('h1')?.textContent).toMatch(
      /^⚪ Too close to call: macro‑F1 of variant-b −0\.005 \(97\.5\s% CI −0\.017 to \+0\.007\)$/,
    );
    expect([...page.querySelectorAll('h2')].map(({ textContent }) => textContent)).toEqual([
      'Difference',
      'Checks',
      'Learning curves',
      'Seed by seed',
      'Secondary metrics',
      'Precision',
      'All numbers',
      'Method',
      'Cost and reproduction',
      'Glossary',
    ]);
    const open = [...page.querySelectorAll('h2')].filter((heading) => heading.closest('details') === null);
    expect(open.map(({ textContent }) => textContent)).toEqual(['Difference', 'Checks']);
    expect([...page.querySelectorAll('.answers dt')].map(({ textContent }) => textContent)).toEqual([
      'Is it better?',
      'By how much?',
      'Can I merge?',
    ]);
  });

  test('with a claim, the first card answers the claim', () => {
    const [{ variant, metric }] = samples.better.comparisons as readonly [Comparison];
    const source = 'pull-request';
    const statement = {
      source,
      kind: 'amount',
      text: 'macro_f1 +0.05',
      metric,
      variant,
      amount: 0.05,
    } as const;
    const found = { status: 'not-shown', interval: null, reason: 'x' } as const;
    const claimed: ExperimentResult = {
      ...samples.better,
      claim: { source, status: 'not-shown', statements: [{ ...statement, ...found }] },
    };
    const card = (result: ExperimentResult) =>
      pageOf(result).querySelector('.answers > div')?.textContent?.replaceAll(/\s+/g, ' ');
    expect(card(samples.better)).toBe('Is it better?Yes');
    expect(card(claimed)).toBe('Is the claim true?Not proven“macro_f1 +0.05”');
  });

  test('identical pairs are no missing comparison', () => {
    const [{ variant, metric }] = samples.better.comparisons as readonly [Comparison];
    const equal = { variant, metric, role: 'primary', pairing: 'seed', verdict: 'equivalent' } as const;
    const why = { cause: 'identical', difference: null, reason: 'equal' } as const;
    const identical: ExperimentResult = {
      ...samples.better,
      verdict: 'equivalent',
      comparisons: [{ ...equal, ...why }],
    };
    const [, size] = pageOf(identical).querySelectorAll('.answers > div');
    expect(size?.textContent).toBe('By how much?Not at allevery pair is identical');
  });

  test.each(everySample)(
    '%s: every link within the page has its place, every id is there once',
    (_, result) => {
      const page = pageOf(result);
      const ids = [...page.querySelectorAll('[id]')].map(({ id }) => id);
      const targets = [...page.querySelectorAll('a[href^="#"]')].map(
        (link) => link.getAttribute('href') ?? '',
      );
      expect(ids).toEqual([...new Set(ids)]);
      expect(targets.filter((target) => !ids.includes(target.slice(1)))).toEqual([]);
    },
  );

  test('numbers of a broken comparison are folded away', () => {
    const page = pageOf(samples.invalidByCode);
    const open = [...page.querySelectorAll('svg')].filter((svg) => svg.closest('details, .card') === null);
    expect(open).toEqual([]);
    expect(page.querySelectorAll('details svg').length).toBeGreaterThan(0);
  });

  test('makes no markup of what a run, a file or a ref is called', () => {
    const text = fc.oneof(
      fc.constantFrom(...extreme.HOSTILE),
      fc
        .array(fc.constantFrom(...extreme.HOSTILE, '"', "'", '<', '>', '&'), { maxLength: 6 })
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, fc.boolean(), (hostile, isBroken) => {
        const result = extreme.hostile(hostile, isBroken ? { code: [hostile] } : {});
        const [{ variant, metric } = { variant: '', metric: '' }] = result.comparisons;
        expect(foreignMarkup({ ...result, details: sampleDetails(variant, metric, hostile) })).toEqual([]);
        expect(foreignMarkup(hostileEvaluation(hostile))).toEqual([]);
      }),
      { numRuns: 4 },
    );
  });
});

/** One in twelve men sees red and green alike, and a printer sees no colour at all. */
describe('without colour', () => {
  const page = pageOf(largest);
  const look = (kind: string) =>
    [...page.querySelectorAll(`g[class="${kind}"]`)].map((mark) => {
      const line = mark.firstElementChild;
      const of = (name: string) => mark.getAttribute(name) ?? line?.getAttribute(name) ?? null;
      return { dash: of('stroke-dasharray'), width: of('stroke-width') };
    });

  test.each([
    ['seeds that are better and those that are not', 'pair better', 'pair worse'],
    ['training and validation', 'curve train own', 'curve validation own'],
    ['a variant and the baseline beside it', 'curve validation own', 'curve validation beside'],
    ['calibration of a variant and of the baseline', 'calibration own', 'calibration beside'],
  ])('%s are drawn with other lines', (_, one, other) => {
    const [looks, others] = [look(one), look(other)];
    expect([looks.length, others.length]).toEqual([expect.any(Number), expect.any(Number)]);
    expect(Math.min(looks.length, others.length)).toBeGreaterThan(0);
    for (const drawn of looks) expect(others).not.toContainEqual(drawn);
  });

  test('every curve has its name at its end', () => {
    const names = new Set(
      [...page.querySelectorAll('[aria-labelledby="curves"] g.label')].map((label) => label.textContent),
    );
    expect([...names].sort()).toEqual([
      'baseline, training',
      'baseline, validation',
      'training',
      'validation',
    ]);
  });

  test('what is lost and won is told by a sign, a verdict by a word, a check by its glyph', () => {
    const textsOf = (selector: string) =>
      [...page.querySelectorAll(selector)].map(({ textContent }) => textContent ?? '');
    expect(textsOf('td.lost').every((text) => text.includes('✗'))).toBe(true);
    expect(textsOf('td.won').every((text) => text.includes('✓'))).toBe(true);
    expect(textsOf('.answers .answer').every((text) => /\p{L}/u.test(text))).toBe(true);
    expect(textsOf('.card.warn h3').every((text) => text.startsWith('⚠️'))).toBe(true);
    expect(textsOf('.card.fail h3').every((text) => text.startsWith('❌'))).toBe(true);
    expect([textsOf('td.lost'), textsOf('td.won'), textsOf('.card')].every(({ length }) => length > 0)).toBe(
      true,
    );
  });
});
