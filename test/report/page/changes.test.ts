import { expect, test } from 'vitest';
import { changesHtml } from '../../../src/report/page/changes.ts';
import { viewOf } from '../../../src/report/view.ts';
import { better } from '../../support/samples.ts';

const example = (id: string, rightBefore: number, rightAfter: number) => ({
  id,
  label: 1,
  before: 1,
  after: 0,
  rightBefore,
  rightAfter,
});
const changes = [
  {
    variant: 'head',
    pairs: 6,
    newlyWrong: 2,
    newlyRight: 1,
    examples: [example('a', 6, 0), example('<b>', 5, 1), example('c', 1, 6)],
  },
];
const read = (classNames?: string[]) =>
  changesHtml(
    viewOf({
      ...better,
      details: {
        slices: [],
        changes,
        calibration: [],
        sensitivity: [],
        ...(classNames === undefined ? {} : { classNames }),
      },
    }),
  );

test('every changed example is there once, by its name, with what it is taken for', () => {
  const html = read();
  expect(html.match(/<li class="example">/g)).toHaveLength(3);
  expect(html).toContain('2 × class 1 taken for 0');
  expect(html).toContain('&lt;b&gt;');
});

test('classes have the names that the runs give them, as text', () => {
  const html = read(['<i>cat</i>', 'dog']);
  expect(html).toContain('2 × class dog taken for &lt;i&gt;cat&lt;/i&gt;');
  expect(html).toContain('class dog: dog → &lt;i&gt;cat&lt;/i&gt;');
  expect(html).not.toContain('<i>');
});

test('a class that has no name keeps its number', () => {
  expect(read(['cat'])).toContain('class 1 taken for cat');
});
