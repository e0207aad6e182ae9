import { expect, test } from 'vitest';
import { renderComment } from '../../../src/report/comment.ts';
import { renderHtml } from '../../../src/report/page/page.ts';
import { renderTerminal } from '../../../src/report/terminal.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { compareTable } from '../../compare-results/compare-files.ts';

const OF_SEEDS = /seed pair|seeds? won|seed by seed|every seed<|by seed|over \d+ seeds|per seed|\| seed \|/gi;

/** One row for each data set and model. */
function tableOf(column: string, models: readonly string[]) {
  const random = createRandom('data sets', column, models.length);
  const names = Array.from({ length: 12 }, (_, at) => `set-${at}`);
  const rows = names.flatMap((name) =>
    models.map((model) => [name, model, 0.8 + 0.02 * randomNormal(random)]),
  );
  const lines = [[column, 'model', 'accuracy'], ...rows];
  return `${lines.map((line) => line.join()).join('\n')}\n`;
}

const CASES = ['dataset', 'Data', 'task', 'env', 'language'].flatMap((column) =>
  [
    ['a', 'b'],
    ['a', 'b', 'c'],
  ].map((models) => ({ column, models })),
);

test.each(CASES)('pairs by $column are called tasks, $models', async ({ column, models }) => {
  const result = await compareTable(tableOf(column, models), {
    metrics: ['accuracy'],
    variants: models.slice(1),
  });
  const [first] = result.comparisons;
  expect(first).toMatchObject({ pairing: 'task', candidate: { n: 12 } });
  expect(result.design.tasks).toHaveLength(12);
  const comment = renderComment(result);
  expect(comment).toContain('12 tasks');
  expect(comment).toContain('Every task');
  expect(comment).toContain('| set-11 |');
  const page = renderHtml(result).replace(/<dl[\s\S]*<\/dl>/, '');
  for (const document of [comment, page, renderTerminal(result, { columns: 80 })])
    expect(withoutChecks(document).match(OF_SEEDS) ?? []).toEqual([]);
});

/** What checks need is not about these pairs. */
function withoutChecks(document: string) {
  return document.replaceAll(/needs two seed[^<|\n]*/g, '');
}

test('arms that share too few seeds are unpaired, and nothing says that they share none', async () => {
  const random = createRandom('shared in part');
  const rows = Array.from({ length: 8 }, (_, at) => [
    `a,${at + 1},${0.8 + 0.02 * randomNormal(random)}`,
    `b,${at + 6},${0.8 + 0.02 * randomNormal(random)}`,
  ]).flat();
  const result = await compareTable(`model,seed,accuracy\n${rows.join('\n')}\n`, { metrics: ['accuracy'] });
  const comment = renderComment(result);
  expect(comment).toContain('share 3 of 8 seeds');
  expect(comment).not.toMatch(/no seed in common|share no seed|without shared seeds/i);
});
