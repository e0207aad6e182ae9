import { expect, test } from 'vitest';
import { glossaryHtml, linkTerms } from '../../../src/report/page/glossary.ts';
import { wordsOf } from '../../../src/words/unit-words.ts';

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
  ['not in its everyday sense', '<p>Look at the margin of error.</p>', null],
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

test('every link leads to a definition, and a term that the page lacks has none', () => {
  const page = '<p>P(better) and the <b>margins</b></p><table title="alpha"><td>Welch</td></table>';
  const slugs = [...linkTerms(page).matchAll(/href="#([^"]*)"/g)].map(([, slug]) => slug);
  const defined = [...glossaryHtml(page, wordsOf({})).matchAll(/<dt id="([^"]*)">/g)].map(([, slug]) => slug);
  expect(slugs.sort()).toEqual(['term-margin', 'term-p-better-']);
  expect(defined.sort()).toEqual([...slugs, 'term-welch']);
  expect(glossaryHtml('<p>Look at these examples.</p>', wordsOf({}))).toBe('');
});
