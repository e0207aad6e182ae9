import { expect, test } from 'vitest';
import { confusionHtml } from '../../../src/report/page/confusion.ts';

const cell = (label: number, taken: number, newlyWrong: number, newlyRight: number) => ({
  label,
  taken,
  newlyWrong,
  newlyRight,
});
const rowsOf = (html: string) =>
  [...html.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, text]) => text),
  );

test('rows are true classes, columns what their examples are taken for, in the order of the classes', () => {
  const html = confusionHtml([cell(2, 0, 3, 5), cell(0, 1, 1, 0)], (label) => `c${label}`);
  expect(rowsOf(html)).toEqual([
    ['True class ↓ predicted class →', 'c0', 'c1', 'c2'],
    ['c0', '', '✗ 1', ''],
    ['c1', '', '', ''],
    ['c2', '✗ 3<br>✓ 5', '', ''],
  ]);
  expect(html).not.toContain('other classes');
});

test('what is lost on balance is told apart from what is won, by more than a colour', () => {
  const html = confusionHtml([cell(0, 1, 9, 0), cell(1, 0, 0, 3), cell(2, 0, 1, 1)], String);
  expect(html).toContain('<td class="lost tint-3">✗ 9</td>');
  expect(html).toContain('<td class="won tint-1">✓ 3</td>');
  expect(html).toContain('<td>✗ 1<br>✓ 1</td>');
});

test('of a thousand classes those with most changes are shown, and the rest is counted', () => {
  const many = Array.from({ length: 40 }, (_, i) => cell(2 * i, 2 * i + 1, 40 - i, 0));
  const html = confusionHtml(many, String);
  expect(rowsOf(html)).toHaveLength(11);
  expect(html).toContain('✗ 40');
  expect(html).toContain(`${(35 * 36) / 2} changes are between other classes.`);
});

test('no change is no matrix, and a name is text', () => {
  expect(confusionHtml([], String)).toBe('');
  expect(confusionHtml([cell(0, 1, 1, 0)], () => '<b>')).not.toContain('<b>');
});
