import { describe, expect, test } from 'vitest';
import { changesHtml } from '../../../src/report/page/changes.ts';
import { viewOf } from '../../../src/report/view.ts';
import type { Details } from '../../../src/verdict/details.ts';
import { PNG } from '../../support/sample-details.ts';
import { better } from '../../support/samples.ts';

type Example = Details['changes'][number]['examples'][number];

const example = (id: string, rightBefore: number, rightAfter: number): Example => ({
  id,
  label: 1,
  before: 1,
  after: 0,
  rightBefore,
  rightAfter,
});
const changes = {
  variant: 'head',
  pairs: 6,
  newlyWrong: 2,
  newlyRight: 1,
  confusion: [
    { label: 1, taken: 0, newlyWrong: 2, newlyRight: 1 },
    { label: 2, taken: 0, newlyWrong: 0, newlyRight: 0 },
  ],
  examples: [example('a', 6, 0), example('<b>', 5, 1), example('c', 1, 6)],
};
const NONE = { slices: [], calibration: [], sensitivity: [] };
const read = (more: Pick<Details, 'classNames'> = {}, examples = changes.examples) =>
  changesHtml(viewOf({ ...better, details: { ...NONE, ...more, changes: [{ ...changes, examples }] } }));

test('every changed example is there once, by its name, with what it is taken for', () => {
  const html = read();
  expect(html.match(/<li class="example">/g)).toHaveLength(3);
  expect(html).toContain('✗ Newly wrong: 2');
  expect(html).toContain('✓ Newly right: 1');
  expect(html).toContain('&lt;b&gt;');
});

test('classes have the names that the runs give them, as text', () => {
  const html = read({ classNames: ['<i>cat</i>', 'dog'] });
  expect(html).toContain('<th scope="col">&lt;i&gt;cat&lt;/i&gt;</th>');
  expect(html).toContain('class dog: dog → &lt;i&gt;cat&lt;/i&gt;');
  expect(html).not.toContain('<i>');
  // A class without a name keeps its number.
  expect(read({ classNames: ['cat'] })).toContain('class 1: 1 → cat');
});

test('beyond the clearest six of a kind, examples are folded', () => {
  const many = Array.from({ length: 9 }, (_, i) => example(`e${i}`, 6, 0));
  const [open = '', folded = ''] = read({}, many).split('<details>');
  expect(open.match(/<li class="example">/g)).toHaveLength(6);
  expect(folded).toContain('<summary>3 more</summary>');
  expect(folded.match(/<li class="example">/g)).toHaveLength(3);
});

describe('what the runs show of an example', () => {
  const shown = (show: string) => read({}, [{ ...example('a', 6, 0), show }]);

  test('a text is quoted, as text', () => {
    expect(shown('not <b>bad</b>')).toContain('<q>not &lt;b&gt;bad&lt;/b&gt;</q>');
  });

  test('a PNG is a picture, and says whose', () => {
    expect(shown(PNG)).toContain(`<img alt="Example a" src="data:image/png;base64,${PNG}">`);
  });

  test.each([
    ['another kind', 'data:image/svg+xml;base64,PHN2Zy8+'],
    ['what ends the attribute', `${PNG}" onerror="alert(1)`],
    ['a long text behind the first bytes', `iVBORw0KGgo${'A'.repeat(30)}`],
  ])('%s is no picture, whoever wrote the result', (_, show) => {
    expect(shown(show)).not.toMatch(/<img|onerror|svg/);
  });
});
