import { parse } from 'csv-parse/sync';
import { Window } from 'happy-dom';
import { expect, test } from 'vitest';
import { comparisonsCsv, numbersHtml, seedsCsv } from '../../../src/report/page/numbers.ts';
import { viewOf } from '../../../src/report/view.ts';
import { hostileNames } from '../../support/extreme-samples.ts';
import { inconclusive, invalidByEvaluation, severalPrimary } from '../../support/samples.ts';

function rowsOf(csv: string): Record<string, string>[] {
  return parse(csv, { columns: true });
}

test('the file of comparisons has every comparison with full doubles', () => {
  const rows = rowsOf(comparisonsCsv(severalPrimary.comparisons));
  expect(rows).toHaveLength(severalPrimary.comparisons.length);
  for (const [i, comparison] of severalPrimary.comparisons.entries()) {
    if (comparison.difference === null) throw new Error('all of them are measured');
    expect(rows[i]).toMatchObject({ metric: comparison.metric, variant: comparison.variant });
    expect(Number(rows[i]?.difference)).toBe(comparison.estimate);
    expect(Number(rows[i]?.interval_low)).toBe(comparison.interval.low);
  }
});

test('the file of seeds has a row a run, with every metric', () => {
  const rows = rowsOf(seedsCsv(viewOf(inconclusive)));
  expect(rows).toHaveLength(3 * 20);
  const [first] = inconclusive.models;
  expect(Number(rows[0]?.accuracy)).toBe(first?.values.accuracy?.[0]?.value);
});

test('a name that a spreadsheet would take for a formula is text', () => {
  const [first] = inconclusive.comparisons;
  if (first === undefined) throw new Error('there is one');
  const csv = comparisonsCsv([
    { ...first, variant: '=HYPERLINK("https://evil.example")', metric: '-1+2,"x"' },
  ]);
  expect(rowsOf(csv)[0]).toMatchObject({
    variant: `'=HYPERLINK("https://evil.example")`,
    metric: `'-1+2,"x"`,
  });
});

test.each([inconclusive, invalidByEvaluation])('the files are part of the page, and read back', (result) => {
  const { document } = new Window();
  document.body.innerHTML = numbersHtml(viewOf(result));
  const files = [...document.querySelectorAll('a[download]')].map((link) => {
    const [, data = ''] = (link.getAttribute('href') ?? '').split(';base64,');
    return Buffer.from(data, 'base64').toString('utf8');
  });
  expect(files[0]).toBe(comparisonsCsv(viewOf(result).primary.concat(viewOf(result).secondary)));
  expect(JSON.parse(files[2] ?? '')).toMatchObject({
    schema: 'conclusive.result/1',
    headline: expect.any(String),
  });
});

test('a result that would make the page slow is not embedded, and the page says where it is', () => {
  expect(numbersHtml(viewOf(hostileNames))).toContain('see result.json next to it');
});
