import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { Window } from 'happy-dom';
import { describe, expect, test } from 'vitest';
import { renderHtml } from '../../src/report/html.ts';
import type { ExperimentResult } from '../../src/verdict/result.ts';
import * as extreme from '../support/extreme-samples.ts';
import * as samples from '../support/samples.ts';

const ELEMENTS = new Set(
  'html head meta title style body main h1 p ul li table thead tbody tr th td div figure figcaption details summary code strong pre svg text line rect circle polyline'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set(
  'lang charset http-equiv content name class scope viewBox role aria-label x y x1 x2 y1 y2 cx cy r width height points'.split(
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
    ...[...element.attributes].map(({ name }) => name).filter((name) => !ATTRIBUTES.has(name)),
  ]);
}

describe('renderHtml', () => {
  test('writes the whole page as agreed', async () => {
    await expect(renderHtml(samples.inconclusive)).toMatchFileSnapshot('__snapshots__/inconclusive.html');
  });

  test('names no other host and has no script', () => {
    const page = renderHtml(samples.inconclusive);
    expect(page).not.toMatch(/https?:|\/\/|<script|url\(|@import/);
  });

  test('allows its own style sheet alone', () => {
    const page = pageOf(samples.better);
    const digest = createHash('sha256')
      .update(page.querySelector('style')?.textContent ?? '')
      .digest('base64');
    const policy = page.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content');
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`,
    );
  });

  test('says the same as the comment: verdict first, every section there', () => {
    const page = pageOf(samples.inconclusive);
    expect(page.querySelector('h1')?.textContent).toMatch(
      /^⚪ Inconclusive: 20 seed pairs cannot tell variant-a or variant-b from the baseline on this test set$/,
    );
    expect([...page.querySelectorAll('summary')].map(({ textContent }) => textContent)).toEqual([
      'Every seed',
      'How this was decided',
      'Secondary metrics',
      'All checks: 4 warned, 29 passed, 9 not checked',
      'Cost and reproduction',
    ]);
  });

  test('draws the losses and the differences by seed', () => {
    const labels = [...pageOf(samples.inconclusive).querySelectorAll('svg')].map((svg) =>
      svg.getAttribute('aria-label'),
    );
    expect(labels).toEqual(['Loss by epoch, mean over 20 seeds', 'Differences by seed pair']);
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
        expect(foreignMarkup(extreme.hostile(hostile, isBroken ? { code: [hostile] } : {}))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});
