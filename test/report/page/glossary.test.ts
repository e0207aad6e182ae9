import { expect, test } from 'vitest';
import { glossaryHtml, linkTerms } from '../../../src/report/page/glossary.ts';

const term = (slug: string, word: string) => `<a class="term" href="#term-${slug}">${word}</a>`;

test.each([
  [
    'a term is linked where it first stands',
    '<p>The interval, an interval.</p>',
    `<p>The ${term('interval', 'interval')}, an interval.</p>`,
  ],
  ['in another form as well', '<p>Two Seed pairs</p>', `<p>Two ${term('seed-pair', 'Seed pairs')}</p>`],
  [
    'the longest term of a place wins',
    '<p>validation loss by epoch</p>',
    `<p>${term('validation-loss', 'validation loss')} by ${term('epoch', 'epoch')}</p>`,
  ],
  [
    'not within a word, a path or a name',
    '<p>epoch_2 overfitting/gap step-boundary <code>margin</code></p>',
    null,
  ],
  [
    'not within a link, a heading or a picture',
    '<h3>margin</h3><a href="#x">look</a><svg><text>epoch</text></svg>',
    null,
  ],
  [
    'an escaped name stays text',
    '<p>&lt;b&gt;alpha&lt;/b&gt;</p>',
    `<p>&lt;b&gt;${term('alpha', 'alpha')}&lt;/b&gt;</p>`,
  ],
])('%s', (_, html, expected) => {
  expect(linkTerms(html)).toBe(expected ?? html);
});

test('every link leads to a definition', () => {
  const [, slug = ''] = /href="#([^"]*)"/.exec(linkTerms('Hedges&#39; g and P(better)')) ?? [];
  expect(glossaryHtml()).toContain(`<dt id="${slug}">`);
});
