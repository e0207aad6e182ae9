import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { claimsInText } from '../../../src/config/claim/claims-in-text.ts';
import { MAX_COMMENT_CHARS, renderComment } from '../../../src/report/comment.ts';
import { renderHtml } from '../../../src/report/page/page.ts';
import { renderResultJson } from '../../../src/report/result-json.ts';
import { renderTerminal } from '../../../src/report/terminal.ts';
import { judgeClaim } from '../../../src/verdict/claim.ts';
import type { ExperimentResult } from '../../../src/verdict/result.ts';
import { compareTable } from '../../compare-results/compare-files.ts';
import { taskSample, taskSampleNames } from '../../support/task-samples.ts';
import { TASKS, taskTable } from '../../support/task-tables.ts';

/** With plain spaces. */
const commentOf = (result: ExperimentResult) => renderComment(result).replaceAll('\u00a0', ' ');
const onRte = (task: string) => (task === 'rte' ? -0.02 : 0.01);
const lines = (comment: string) => comment.split('\n');
const rowsOf = (comment: string) => {
  const from = lines(comment).findIndex((line) => line.startsWith('| Task |'));
  return from < 0 ? [] : lines(comment).slice(from + 2, lines(comment).indexOf('', from));
};

describe('a change that is better on 11 of 12 tasks', () => {
  let known: Promise<ExperimentResult> | undefined;
  const judged = () => (known ??= compareTable(taskTable({ tasks: TASKS, seeds: 12, effect: onRte })));

  test('says over how many tasks it is better, on which it is worse, and what that holds for', async () => {
    const result = await judged();
    const [title = '', , subline = ''] = lines(commentOf(result));
    expect(title).toMatch(/^### ✅ `head` improves accuracy over 12 tasks by 0\.\d+ points \(95 % CI /);
    expect(subline).toMatch(/better on \d+, worse on 1 \(`rte`\)/);
    expect(subline).toContain('12 seed pairs · holds for new seeds on these 12 tasks');
    const { headline, reasons } = JSON.parse(renderResultJson(result));
    expect(headline).toContain('over 12 tasks');
    expect(reasons[0]).toContain('worse on 1 (rte)');
  });

  test('shows at most ten tasks, the worst first, and counts the others', async () => {
    const result = await judged();
    const rows = rowsOf(commentOf(result));
    expect(rows).toHaveLength(10);
    expect(rows[0]).toMatch(/^\| ❌ rte \| \*\*−/);
    expect(commentOf(result)).toMatch(/<sub>2 more: better on 2\. Intervals: 95 % for all 12 together\./);
  });

  test('counts the runs on all tasks, and its means contradict no difference', async () => {
    const result = await judged();
    const comment = commentOf(result);
    expect(comment).toMatch(/\| baseline|\| a \| 144 \|/);
    expect(comment).not.toContain('Means are over all finished runs');
    expect(comment).toContain('The value of a seed is the mean over the 12 tasks with equal weights.');
  });

  test('fits a terminal of 80 columns', async () => {
    const result = await judged();
    const text = renderTerminal(result, { columns: 80 });
    expect(Math.max(...text.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(80);
    expect(text).toContain('worse on 1 (rte)');
  });

  test('a further model that is better says where it is worse, and has its row below long findings', async () => {
    const effect = (task: string, variant: string) => (variant === 'wide' ? 0.02 : onRte(task));
    const result = await compareTable(
      taskTable({ tasks: TASKS, seeds: 12, variants: ['wide', 'head'], effect }),
    );
    expect(commentOf(result)).toContain('also better: `head` (worse on `rte`)');
    const message = 'a long finding '.repeat(12);
    const warned = result.checks.slice(0, 3).map((check) => ({ ...check, status: 'warn' as const, message }));
    const text = renderTerminal({ ...result, checks: warned }, { columns: 80 });
    expect(text).toMatch(/^wide /m);
    expect(text).toMatch(/^head /m);
  });

  test('draws each task and each seed, and offers runs that compare reads again', async () => {
    const result = await judged();
    const page = renderHtml(result);
    expect(page).toContain('mean over 12 tasks');
    expect(page.match(/<rect[^>]*><title>[^<]*, seed \d+: /g) ?? []).toHaveLength(144);
    const [, encoded = ''] =
      /download="seeds.csv" href="data:text\/csv;charset=utf-8;base64,([^"]*)"/.exec(page) ?? [];
    const again = await compareTable(Buffer.from(encoded, 'base64').toString());
    expect(again.comparisons).toEqual(result.comparisons);
  });
});

test.each(taskSampleNames)('%s: the comment above its folds, as agreed', async (name) => {
  const [above = ''] = commentOf(await taskSample(name)).split('\n<details>');
  await expect(above).toMatchFileSnapshot(`../__snapshots__/tasks-${name}.md`);
});

test('no two sections of a page have the same title', async () => {
  const text = taskTable({ tasks: [...'abcdefg'], seeds: 3, effect: () => 0.01, sd: 0.005 });
  for (const question of ['these-tasks', 'new-tasks'] as const) {
    const page = renderHtml(await compareTable(text, { question }));
    const titles = [...page.matchAll(/<h2[^>]*>(.*?)<\/h2>/g)].map(([, title]) => title);
    expect(titles).toEqual([...new Set(titles)]);
    expect(titles.length).toBeGreaterThan(3);
  }
});

test('the text of each fits 22 lines of 80 columns, and shows as many tasks as there is room for', async () => {
  const texts: string[] = [];
  for (const name of taskSampleNames) {
    const text = renderTerminal(await taskSample(name), { columns: 80 });
    texts.push(`--- ${name}\n${text}`);
    expect(lines(text.trimEnd()).length, name).toBeLessThanOrEqual(22);
    for (const line of lines(text)) expect(stringWidth(line), line).toBeLessThanOrEqual(80);
  }
  const renamed = JSON.stringify(await taskSample('sixty'))
    .replaceAll('accuracy', 'a_metric_whose_name_is_longer_than_a_terminal_is_wide')
    .replaceAll('"wide"', '"深層学習モデル改良版その二十三"')
    .replaceAll('"mrpc"', '"suite/a-task-with-a-long-name"');
  for (const result of [JSON.parse(renamed), await taskSample('one-worse')])
    for (const columns of [40, 60, 80, 120])
      for (const line of lines(renderTerminal(result, { columns })))
        expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
  await expect(texts.join('\n')).toMatchFileSnapshot('../__snapshots__/terminal-tasks.txt');
});

test.each([
  ['a task is worse, and the gate does not look at tasks', -0.02, {}, '--no-task-worse-than SIZE'],
  [
    'a task is worse, and there is a margin',
    -0.02,
    { margins: [{ metric: null, value: 0.004 }] },
    '--no-task-worse-than 0.004',
  ],
  ['the gate allows the loss', -0.02, { noTaskWorseThan: 0.05 }, null],
  ['the gate has refused it', -0.02, { noTaskWorseThan: 0.01 }, '--allow-task'],
  ['no task is worse', 0.02, {}, null],
])('what next, if %s', async (_, onFirst, options, expected) => {
  const effect = (task: string) => (task === 'wine' ? onFirst : 0.01);
  const result = await compareTable(taskTable({ tasks: TASKS.slice(0, 5), seeds: 12, effect }), options);
  const { next } = JSON.parse(renderResultJson(result));
  if (expected === null) expect(next).toBeNull();
  else expect(next.action).toContain(expected);
  const isProposed = next?.action.startsWith('check wine; to block such losses, add ') ?? false;
  expect(isProposed).toBe(expected?.startsWith('--no-task') ?? false);
  const provenance = { ...result.provenance, command: 'conclusive run' };
  const inConfig = JSON.parse(renderResultJson({ ...result, provenance })).next?.action ?? '';
  expect(inConfig.includes('gate: { tasks: { no-worse-than: ')).toBe(isProposed);
  const { tasks = null } = result;
  if (tasks === null) throw new Error('no tasks');
  const normalised = { ...result, tasks: { ...tasks, scale: 'normalised' as const } };
  if (isProposed) expect(JSON.parse(renderResultJson(normalised)).next.action).toBe('check wine');
});

test('tasks with other seeds say how many pairs there are over all tasks', async () => {
  const isMissing = (_: string, task: string, seed: number) => task === 'wine' && seed > 5;
  const result = await compareTable(taskTable({ tasks: TASKS, seeds: 8, effect: onRte, isMissing }));
  const comment = commentOf(result);
  expect(comment).toContain('93 seed pairs over 12 tasks');
  expect(comment).toContain("Satterthwaite's");
  expect(comment).toContain('| a | 93 |');
  expect(comment).not.toMatch(/Means are over all|Every seed|\? → \?/);
});

test('a question about new tasks counts tasks, and asks for more of them', async () => {
  const effect = (task: string) => 0.03 * Math.sin(TASKS.indexOf(task));
  const text = taskTable({ tasks: TASKS, seeds: 5, effect });
  const result = await compareTable(text, {
    question: 'new-tasks',
    margins: [{ metric: null, value: 0.005 }],
  });
  const comment = commentOf(result);
  expect(comment).toContain('12 tasks · holds for tasks like these');
  expect(comment).toMatch(/\*\*Next:\*\* compare on about \d+ tasks/);
  expect(comment).toContain('The value of a task is the mean over its seeds.');
});

test.each([
  [
    'Claim: accuracy +1 point',
    'supported',
    '✅ Proven: you claim at least +1 point in accuracy; the data show +1.',
  ],
  ['Claim: accuracy +4 points', 'contradicted', '❌ Disproven: you claim at least +4 points'],
])('%s is held against the mean over the tasks: %s', async (description, status, title) => {
  const effect = (task: string) => (task === 'wine' ? 0.05 : 0);
  const result = await compareTable(taskTable({ tasks: TASKS.slice(0, 3), seeds: 8, effect }));
  const { metrics, comparisons } = result;
  const { claims } = claimsInText(description, { metrics, variants: ['head'] });
  const claimed = [{ source: 'pull-request', claims } as const];
  const claim = judgeClaim(claimed, { metrics, variants: ['head'], comparisons, isInvalid: false });
  expect(claim?.status).toBe(status);
  const [first] = lines(commentOf({ ...result, claim }));
  expect(first).toContain(title);
  expect(first).toContain('over 3 tasks');
});

test('500 tasks fit a comment and a page', async () => {
  const tasks = Array.from({ length: 60 }, (_, at) => `task-${at}`);
  const few = await compareTable(taskTable({ tasks, seeds: 3, effect: () => 0.01 }));
  const all = few.tasks as NonNullable<typeof few.tasks>;
  const results = Array.from({ length: 500 }, (_, at) => ({
    ...(all.results[at % 60] as (typeof all.results)[number]),
    task: `${'long-name-'.repeat(9)}${at}`,
  }));
  const names = results.map(({ task }) => task);
  const result = { ...few, tasks: { ...all, names, results } };
  const comment = commentOf(result);
  expect(comment.length).toBeLessThanOrEqual(MAX_COMMENT_CHARS);
  expect(rowsOf(comment)).toHaveLength(10);
  expect(comment).not.toContain('Cut to fit');
  expect(renderHtml(result)).toContain('440 more are in the table.');
});
