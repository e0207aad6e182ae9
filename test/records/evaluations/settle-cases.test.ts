/** Logs of evaluations through the whole comparison. */
import { expect, test } from 'vitest';
import { renderTerminal } from '../../../src/report/terminal.ts';
import { createRandom } from '../../../src/stats/random.ts';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';
import { compareFiles } from '../../compare-results/compare-files.ts';
import { type Cell, promptfooLog, WRITERS } from './truth.ts';

const OPTIONS = { baseline: undefined, directions: [] };

/** The chance of a right answer depends on the case. */
function answersOf(arm: string, better: number, repeats: number, cases = 60): Cell[] {
  const random = createRandom('evaluation', arm);
  return Array.from({ length: cases * repeats }, (_, index) => ({
    case: `c${index % cases}`,
    repeat: Math.floor(index / cases) + 1,
    right: random() < (index % cases) / cases + better ? 1 : 0,
    tone: Math.round(random() * 4) / 4,
  }));
}

const both = (form: string, base: readonly Cell[], head: readonly Cell[]) => ({
  ...WRITERS[form]?.('base', base),
  ...WRITERS[form]?.('head', head),
});

test('one repeat is a paired t test over the cases, about new cases', async () => {
  const [base, head] = [answersOf('base', 0, 1), answersOf('head', 0.3, 1)];
  const result = await compareFiles(both('csv', base, head), OPTIONS);
  const t = pairedT(
    head.map(({ right }, index) => right - (base[index]?.right ?? 0)),
    { level: 0.95 },
  );
  expect(result).toMatchObject({ verdict: 'improvement', scope: 'these-models' });
  expect(result.comparisons).toMatchObject([
    {
      metric: 'score',
      testExamples: 60,
      difference: expect.closeTo(t.mean, 12),
      pValue: expect.closeTo(t.pValue, 12),
    },
  ]);
  expect(renderTerminal(result)).toContain('holds for new cases, with one repeat of each model');
});

test('repeats × cases give one answer whatever tool wrote them, with the means of graded answers', async () => {
  const [base, head] = [answersOf('base', 0, 4), answersOf('head', 0.15, 4)];
  const rows = (cells: readonly Cell[]) =>
    ['id,seed,score', ...cells.map((cell) => `${cell.case},${cell.repeat},${cell.right}`)].join('\n');
  const known = await compareFiles({ 'base.csv': rows(base), 'head.csv': rows(head) }, OPTIONS);
  const numbers = ({ comparisons }: typeof known) => comparisons.map(({ metric: _, ...rest }) => rest);
  const plain = await compareFiles(both('csv', base, head), { ...OPTIONS, metrics: ['right'] });
  const [graded] = known.comparisons;
  expect(plain.comparisons).toMatchObject([{ difference: graded?.difference, testExamples: 60 }]);
  for (const form of Object.keys(WRITERS)) {
    const result = await compareFiles(both(form, base, head), { ...OPTIONS, metrics: ['right'] });
    expect(numbers(result), form).toEqual(numbers(plain));
    expect(result.design.unit, form).toBe('repeat');
  }
});

test('lower is better where lm-evaluation-harness says so', async () => {
  const time = '2026-12-01T07-00-00.000000';
  const log = (name: string, by: number) => ({
    [`${name}/samples_mt_${time}.jsonl`]: Array.from({ length: 30 }, (_, doc) =>
      JSON.stringify({
        doc_id: doc,
        resps: [[`${name}${doc}`]],
        ter: 0.5 + by + 0.01 * Math.sin(doc * (by + 1)),
      }),
    ).join('\n'),
    [`${name}/results_${time}.json`]: JSON.stringify({ higher_is_better: { mt: { ter: false } } }),
  });
  const result = await compareFiles({ ...log('base', 0), ...log('head', 0.2) }, OPTIONS);
  expect(result.comparisons).toMatchObject([{ metric: 'ter', verdict: 'regression' }]);
});

test('several scorers, a guard, and a scorer that is asked for', async () => {
  const files = both('inspect.json', answersOf('base', 0, 6), answersOf('head', 0.3, 6));
  await expect(compareFiles(files, OPTIONS)).rejects.toThrow(
    '--metric  the metric that decides: "right", "tone"',
  );
  const noWorse = [{ metric: 'tone', margin: 0.4 }];
  const result = await compareFiles(files, { ...OPTIONS, metrics: ['right'], noWorse });
  expect(result.comparisons).toMatchObject([
    { metric: 'right', verdict: 'improvement' },
    { metric: 'tone', guard: { status: 'shown' } },
  ]);
});

test('cases of one group are one draw, whatever tool wrote them', async () => {
  const grouped = (cells: readonly Cell[]) =>
    cells.map((cell) => ({ ...cell, group: `g${Number(cell.case.slice(1)) % 12}` }));
  for (const form of ['csv', 'promptfoo', 'inspect.json']) {
    const files = both(form, grouped(answersOf('base', 0, 3)), grouped(answersOf('head', 0.2, 3)));
    const result = await compareFiles(files, { ...OPTIONS, metrics: ['right'] });
    expect(result.comparisons, form).toMatchObject([{ testExamples: 60, crossed: { clusters: 12 } }]);
  }
});

test('a setting that is the change itself may differ if the call says so', async () => {
  const cells = answersOf('base', 0, 2);
  const files = {
    'base.json': promptfooLog(cells, { temperature: 0.2 }),
    'head.json': promptfooLog(answersOf('head', 0.1, 2), { temperature: 1 }),
  };
  await expect(compareFiles(files, OPTIONS)).rejects.toThrow('add --ignore "temperature"');
  const result = await compareFiles(files, { ...OPTIONS, ignore: ['temperature'] });
  expect(result.comparisons).toMatchObject([{ metric: 'score', baseline: { n: 2 } }]);
});

test('a table of runs with a column case is no evaluation where the call names its tasks', async () => {
  const rows = ['base', 'head'].flatMap((model, better) =>
    ['x', 'y'].flatMap((id) =>
      [1, 2, 3, 4].map((seed) => `${model},${id},${seed},${((seed * id.charCodeAt(0)) % 5) + better}`),
    ),
  );
  const options = { ...OPTIONS, baseline: 'base', metrics: ['score'], taskColumn: 'case' };
  const result = await compareFiles(
    { 'all.csv': ['model,case,seed,score', ...rows].join('\n') },
    { ...options, directions: [{ metric: null, value: 'maximize' }] },
  );
  expect(result.design.unit).toBeUndefined();
});

test('unequal repeats all count, in the difference as in the means', async () => {
  for (const [own, other] of [
    [3, 9],
    [5, 6],
    [1, 4],
    [6, 2],
  ] as const) {
    const [base, head] = [answersOf('base', 0, own), answersOf('head', 0.2, other)];
    const meanOf = (cells: readonly Cell[]) =>
      cells.reduce((sum, { right }) => sum + right, 0) / cells.length;
    const { comparisons } = await compareFiles(both('csv', base, head), OPTIONS);
    expect(comparisons, `${own} and ${other}`).toMatchObject([
      {
        pairing: 'none',
        scope: own === 1 ? 'these-models' : 'new-examples',
        baseline: { n: own, mean: expect.closeTo(meanOf(base), 12) },
        candidate: { n: other, mean: expect.closeTo(meanOf(head), 12) },
        difference: expect.closeTo(meanOf(head) - meanOf(base), 12),
        testExamples: 60,
      },
    ]);
  }
});
