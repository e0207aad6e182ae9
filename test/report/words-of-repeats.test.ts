import { expect, test } from 'vitest';
import { renderComment } from '../../src/report/comment.ts';
import { renderHtml } from '../../src/report/page/page.ts';
import { createRandom } from '../../src/stats/random.ts';
import { compareFiles } from '../compare-results/compare-files.ts';

const random = createRandom('words of repeats');
const table = ['model,case,repeat,score'];
for (const model of ['base', 'seed'])
  for (let row = 0; row < 180; row++)
    table.push(`${model},c${row % 60},${Math.floor(row / 60)},${Number(random() < (row % 60) / 60)}`);

test('the report speaks of repeats and cases, and leaves names as they are', async () => {
  const result = await compareFiles({ 'all.csv': table.join('\n') }, { baseline: 'base', directions: [] });
  const report = renderComment(result);
  expect(report).toContain('3 repeats × 60 cases · holds for new repeats and new cases');
  const words = (text: string) => text.match(/\bseeds\b|\bexamples?\b|\btrained models\b/g);
  expect(words(report)).toBeNull();
  expect(report).toMatch(/\| (⚪ |\*\*)?seed/);
  const page = renderHtml(result).replaceAll(/<(script|style|svg)\b[\s\S]*?<\/\1>|<[^>]*>/g, '\n');
  expect(page).toContain('3 repeats × 60 cases');
  expect(words(page)).toBeNull();
});

test('the page leaves names and quoted texts of users as they are', async () => {
  const cases = Array.from({ length: 60 }, (_, row) => `c${row}`);
  const rows = (score: number) =>
    cases
      .flatMap((id, row) =>
        [1, 2, 3].map((repeat) =>
          id === 'c9' && repeat === 2
            ? `${id},${repeat},,"no ""seed"" for test examples"`
            : `${id},${repeat},${Number((row * 7 + repeat * score) % 5 > 1)},`,
        ),
      )
      .join('\n');
  const result = await compareFiles(
    {
      'best seed.csv': `case,repeat,seed accuracy,error\n${rows(2)}`,
      'test example.csv': `case,repeat,seed accuracy,error\n${rows(3)}`,
    },
    { baseline: undefined, directions: [], metrics: ['seed accuracy'] },
  );
  const page = renderHtml(result);
  expect(page).toContain('best seed');
  expect(page).not.toMatch(/best repeat|repeat accuracy|for cases"|no \\&quot;repeat|<title>[^<]*repeat/);
  expect(page).toContain('\\&quot;seed\\&quot; for test examples');
  expect(renderComment(result)).not.toMatch(/best repeat|repeat accuracy|for cases/);
});
