import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Arm } from '../../../src/records/evaluations/join-parts.ts';
import { readArms, readEvaluations } from '../../../src/records/evaluations/read-evaluations.ts';
import '../../support/seeded-properties.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { zipOf } from '../../support/zip.ts';
import { type Cell, type Files, inspectHeader, promptfooLog, WRITERS } from './truth.ts';

const SAMPLES = fileURLToPath(new URL('../../../fixtures/evaluations', import.meta.url));

const named = (folder: string, ...files: readonly string[]) =>
  files.map((file) => ({ file, path: join(folder, file) }));

/** What was read, in the form of a truth. */
function cellsOf({ repeats }: Arm, right: string, nameOf: (id: string) => string): Cell[] {
  return repeats.flatMap((cases, index) =>
    [...cases.values()]
      .map(({ id, scores, error, group, slices, label }) => ({
        group: group ?? undefined,
        slices,
        label: label ?? undefined,
        case: nameOf(id),
        repeat: index + 1,
        right: error === null ? (scores[right] as number) : -1,
        tone: error === null ? (scores.tone ?? -1) : -1,
        error: error === null ? undefined : 'error',
      }))
      .sort((a, b) => (a.case < b.case ? -1 : 1)),
  );
}

function expected(cells: readonly Cell[], keepsErrors = true): Cell[] {
  return cells
    .map((cell) =>
      cell.error === undefined || !keepsErrors
        ? { ...cell, error: undefined }
        : { ...cell, right: -1, tone: -1, error: 'error' },
    )
    .sort((a, b) => a.repeat - b.repeat || (a.case < b.case ? -1 : 1));
}

describe('the real tools', async () => {
  const truth: Record<string, Cell[]> = JSON.parse(await readFile(join(SAMPLES, 'truth.json'), 'utf8'));
  test.each([
    ['promptfoo', '.json', 'right'],
    ['inspect', '.json', 'right'],
    ['inspect', '.eval', 'right'],
    ['lm-eval', '', 'right'],
    ['deepeval', '', 'right'],
    ['pytest', '', 'passed'],
  ])('%s%s', async (tool, extension, right) => {
    const files = ['base', 'head'].map((arm) => `${arm}${extension}`);
    const arms = await readArms(named(join(SAMPLES, tool), ...files));
    const nameOf = (id: string) => /case-\d+/.exec(id)?.[0] ?? `case-${Number(/\d+$/.exec(id)?.[0]) + 1}`;
    for (const [index, arm] of ['base', 'head'].entries()) {
      const cells = expected(truth[arm] as Cell[], tool !== 'lm-eval');
      expect(cellsOf(arms?.[index] as Arm, right, nameOf)).toEqual(cells);
    }
  });
});

async function write(folder: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

const sizes = fc.record({ cases: fc.integer({ min: 1, max: 8 }), repeats: fc.integer({ min: 1, max: 4 }) });

test('every form gives the same truth back', async () => {
  const folder = await temporaryFolder();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(sizes, fc.infiniteStream(fc.nat(99)), async ({ cases, repeats }, numbers) => {
      const next = () => numbers.next().value as number;
      const cells = Array.from({ length: cases * repeats }, (_, index) => ({
        case: `c${index % cases}`,
        repeat: Math.floor(index / cases) + 1,
        right: next() % 2,
        tone: next() / 100,
        error: next() < 10 ? 'Too many requests' : undefined,
        group: index % cases < 3 ? undefined : `g${(index % cases) % 2}`,
        slices: index % cases < 2 ? undefined : ['long'],
        label: next() < 50 ? undefined : next() % 2,
      }));
      for (const [form, writer] of Object.entries(WRITERS)) {
        const name = `${form}-${run++}`;
        const files = writer(name, cells);
        await write(folder, files);
        const [first = ''] = Object.keys(files);
        const arms = await readArms(named(folder, first.includes('/') ? name : first));
        expect(
          cellsOf(arms?.[0] as Arm, 'right', (id) => id),
          form,
        ).toEqual(expected(cells));
      }
    }),
    { numRuns: 25 },
  );
});

const CELLS: readonly Cell[] = Array.from({ length: 40 }, (_, index) => ({
  case: `c${index % 20}`,
  repeat: Math.floor(index / 20) + 1,
  right: (index * 7) % 3 === 0 ? 1 : 0,
  tone: 0.5,
}));

async function refused(files: Files, ...names: readonly string[]): Promise<string> {
  const folder = await temporaryFolder();
  await write(folder, files);
  const read = readEvaluations(named(folder, ...names), { missingShare: 0.1, ignored: [] });
  return read.then(
    (models) => `read: ${models?.runs.length} runs, ${models?.notes?.join(' ')}`,
    (error: Error) => error.message,
  );
}

const csv = (name: string, cells: readonly Cell[]) => WRITERS.csv?.(name, cells) ?? {};
const without = (share: (cell: Cell) => boolean) => CELLS.filter((cell) => !share(cell));
const erring = (wrong: (cell: Cell) => boolean) =>
  CELLS.map((cell) => (wrong(cell) ? { ...cell, error: '429 Too many requests' } : cell));

test.each([
  [
    'one error',
    csv(
      'head',
      erring((cell) => cell.case === 'c3' && cell.repeat === 2),
    ),
    'read: 4 runs, 1 of 20 cases is left out of all arms: an error in "head": "429 Too many requests" ("c3")',
  ],
  [
    'errors above the limit',
    csv(
      'head',
      erring((cell) => /^c[345]$/.test(cell.case)),
    ),
    '3 of 20 cases are left out of all arms: an error in "head": "429 Too many requests" ("c3", "c4", "c5"). At most 10 % may be',
  ],
  [
    'all errors',
    csv(
      'head',
      erring(() => true),
    ),
    '20 of 20 cases are left out of all arms: an error in "head"',
  ],
  [
    'a case in one arm only',
    csv(
      'head',
      without((cell) => cell.case === 'c3'),
    ),
    'only in "base" ("c3")',
  ],
  [
    'a case without one repeat',
    csv(
      'head',
      without((cell) => cell.case === 'c3' && cell.repeat === 2),
    ),
    'not in repeat 2 of "head" ("c3")',
  ],
  [
    'another suite',
    csv(
      'head',
      CELLS.map((cell) => ({ ...cell, case: `x${cell.case}` })),
    ),
    '40 of 40 cases are left out of all arms: only in "base"',
  ],
  ['a case twice', csv('head', [...CELLS, ...CELLS.slice(0, 1)]), 'has the case "c0" twice in repeat 1'],
])('%s', async (_, head, message) => {
  expect(await refused({ ...csv('base', CELLS), ...head }, 'base.csv', 'head.csv')).toContain(message);
});

const inspectOf = (name: string, changes: object, status?: string) => {
  const log = JSON.parse(String(WRITERS['inspect.json']?.(name, CELLS)[`${name}.json`]));
  return { [`${name}.json`]: JSON.stringify({ ...inspectHeader(changes, status), samples: log.samples }) };
};

test.each([
  ['a scorer', { scorers: [{ name: 'right', options: { model: 'other' } }] }, '"scorer right" is'],
  ['the version of the task', { task_version: 2 }, '"task version" is "2"'],
  ['the data set', { dataset: { name: 'other' } }, '"data set" is'],
  ['the temperature', { model_generate_config: { temperature: 1 } }, '"temperature" is "1"'],
  ['the judge', { model_roles: { grader: { model: 'b' } } }, '"model role grader" is'],
  ['the model', { model: 'openai/other' }, 'read: 4 runs'],
])('%s of Inspect differs', async (_, changes, message) => {
  expect(
    await refused({ ...inspectOf('base', {}), ...inspectOf('head', changes) }, 'base.json', 'head.json'),
  ).toContain(message);
});

test('an evaluation that has not finished, or a log that was cut off', async () => {
  const base = inspectOf('base', {});
  const started = inspectOf('head', {}, 'started');
  expect(await refused({ ...base, ...started }, 'base.json', 'head.json')).toContain('has not finished');
  const cut = String(base['base.json']).slice(0, 3000);
  expect(await refused({ ...base, 'head.json': cut }, 'base.json', 'head.json')).toContain(
    'head.json: not valid JSON',
  );
  const archive = WRITERS['inspect.eval']?.('head', CELLS)['head.eval'] as Buffer;
  expect(await refused({ 'head.eval': archive.subarray(0, 400) }, 'head.eval')).toContain(
    'is not a whole .eval',
  );
  const headless = zipOf([{ name: 'summaries.json', content: '[]' }]);
  expect(await refused({ 'head.eval': headless }, 'head.eval')).toContain('has no header.json');
  const suite = String(Object.values(WRITERS.junit?.('head', CELLS) ?? {})[0]);
  expect(await refused({ 'head.xml': suite.slice(0, 500) }, 'head.xml')).toContain('was cut off');
});

test('a numeric id that JSON rounds could be another case', async () => {
  const folder = await temporaryFolder();
  const row = (id: string, repeat: number) => `{"case": ${id}, "repeat": ${repeat}, "score": 1}`;
  const read = async (...ids: readonly string[]) => {
    await writeFile(join(folder, 'a.jsonl'), ids.map((id, at) => row(id, at + 1)).join('\n'));
    const [arm] = (await readArms(named(folder, 'a.jsonl'))) ?? [];
    return arm?.repeats.flatMap((cases) => [...cases.keys()]);
  };
  expect(await read('9007199254740991', '1.5', '"9007199254740993"')).toEqual([
    '9007199254740991',
    '1.5',
    '9007199254740993',
  ]);
  await expect(read('9007199254740993', '9007199254740992')).rejects.toThrow(
    'a.jsonl:1: 9007199254740992 as an id has too many digits for a number in JSON; write ids as texts, in quotes',
  );
  await expect(read('0.12345678901234567')).rejects.toThrow('too many digits');
});

test('a column that is no score', async () => {
  const table = 'case,seed,score\nc1,1,1\n';
  expect(await refused({ 'a.csv': table }, 'a.csv')).toContain(
    'a.csv:2: seed is no score; rename the column to repeat',
  );
});

test('repeats that are equal to the byte count once', async () => {
  const once = CELLS.filter(({ repeat }) => repeat === 1);
  const answers = (copies: number) => ({
    'base.csv': [
      'case,repeat,score,answer',
      ...Array.from({ length: copies }, (_, repeat) =>
        once.map((cell) => `${cell.case},${repeat},${cell.right},same ${cell.case}`),
      ).flat(),
    ].join('\n'),
  });
  const head = {
    'head.csv': [
      'case,repeat,score',
      ...CELLS.map((cell) => `${cell.case},${cell.repeat},${cell.right}`),
    ].join('\n'),
  };
  const read = await refused({ ...answers(3), ...head }, 'base.csv', 'head.csv');
  expect(read).toContain('read: 3 runs, "base": 2 of 3 repeats have the same answers as an earlier one');
});

test.each([
  [
    'the temperature',
    promptfooLog(CELLS, { temperature: 1 }),
    '"temperature" is "1", but base.json has no such setting',
  ],
  [
    'the assertions',
    promptfooLog(CELLS).replace('"equals"', '"contains"'),
    'head.json: grades the case "c0" by',
  ],
  ['nothing but the answers', promptfooLog(CELLS), 'read: 4 runs'],
])('%s of promptfoo differ', async (_, log, message) => {
  const files = { 'base.json': promptfooLog(CELLS), 'head.json': log };
  expect(await refused(files, 'base.json', 'head.json')).toContain(message);
});

test('a file of promptfoo with two providers has two models, and a test twice is no repeat', async () => {
  const log = JSON.parse(promptfooLog(CELLS));
  const { results } = log.results;
  const other = results.map((result: object) => ({ ...result, provider: { id: 'echo', label: 'other' } }));
  const both = { ...log, results: { version: 3, results: [...results, ...other] } };
  const folder = await temporaryFolder();
  await write(folder, { 'both.json': JSON.stringify(both) });
  const arms = await readArms(named(folder, 'both.json'));
  expect(arms?.map(({ model, repeats }) => [model, repeats.length])).toEqual([
    ['echo', 2],
    ['other', 2],
  ]);
  const twice = { ...log, results: { version: 3, results: [...results, ...results] } };
  expect(await refused({ 'a.json': JSON.stringify(twice) }, 'a.json')).toContain(
    'a.json: 4 results have the variables "c0", but each test ran 2 times',
  );
});

test('logs of two tools', async () => {
  const files = { 'base.json': promptfooLog(CELLS), ...csv('head', CELLS) };
  expect(await refused(files, 'base.json', 'head.csv')).toContain(
    'head.csv: is a log of case,repeat,score, but base.json is one of promptfoo; compare logs of one tool',
  );
});

const table = (header: string, ...rows: readonly string[]) => `${[header, ...rows].join('\n')}\n`;

/** Scores of one arm by case, of its first repeat. */
async function scoresIn(files: Files, name: string) {
  const folder = await temporaryFolder();
  await write(folder, files);
  const [arm] = (await readArms(named(folder, name))) ?? [];
  return Object.fromEntries([...(arm?.repeats[0] ?? [])].map(([id, { scores }]) => [id, scores]));
}

test('what a test prints is no test, and a failure is one whatever its properties say', async () => {
  const suite = `<testsuites><testsuite name="s">
<testcase name="a"><system-out><![CDATA[</testcase><testcase name="x"/><failure message="no">]]></system-out></testcase>
<!-- <testcase name="y"/> -->
<testcase name="b > c" ><failure message="no">no</failure><properties><property name="passed" value="1"/></properties></testcase>
<testcase name='d' file-name="e"/>
</testsuite></testsuites>`;
  expect(await scoresIn({ 'a.xml': suite }, 'a.xml')).toEqual({
    a: { passed: 1 },
    'b > c': { passed: 0 },
    d: { passed: 1 },
  });
});

test('a suite twice in a folder', async () => {
  const suite = WRITERS.junit?.('base', CELLS)['base/repeat-1.xml'] as string;
  const files = { 'base/a.xml': suite, 'base/b.xml': suite, 'head.xml': suite };
  expect(await refused(files, 'base', 'head.xml')).toContain('base/b.xml: is a copy of base/a.xml');
});

test.each([
  ['a score that names a method', '{"case": "a", "score": "constructor"}', 'score must be a number'],
  ['an error that is no text', '{"case": "a", "score": 0, "error": {"code": 429}}', 'error must be the text'],
  ['an error that is true', '{"case": "a", "score": 0, "error": true}', 'error must be the text'],
  ['a repeat that is no number', '{"case": "a", "repeat": [], "score": 0}', 'repeat must be a whole number'],
])('%s', async (_, line, message) => {
  expect(await refused({ 'a.jsonl': line }, 'a.jsonl')).toContain(message);
});

test('repeats that number the rows', async () => {
  const rows = Array.from({ length: 1001 }, (_, row) => `c${row},${row},1`);
  expect(await refused({ 'a.csv': table('case,repeat,score', ...rows) }, 'a.csv')).toContain(
    'has 1001 repeats, and 1000 are the most',
  );
});

test('repeats that are equal by chance all count', async () => {
  const right = [1, 1, 1, 0, 1, 1, 1, 1];
  const rows = right.flatMap((score, repeat) => [`a,${repeat},${score},${score}`, `b,${repeat},1,1`]);
  const file = table('case,repeat,score,answer', ...rows);
  expect(await refused({ 'a.csv': file, 'b.csv': file }, 'a.csv', 'b.csv')).toBe('read: 16 runs, ');
});

test('a copy among repeats that differ in many cases counts once', async () => {
  const rows = [1, 2, 2].flatMap((answer, repeat) =>
    Array.from({ length: 10 }, (_, row) => `c${row},${repeat},1,${answer}`),
  );
  const file = table('case,repeat,score,answer', ...rows);
  expect(await refused({ 'a.csv': file, 'b.csv': file }, 'a.csv', 'b.csv')).toContain('read: 4 runs');
});

test('expected answers of DeepEval differ', async () => {
  const logOf = (expectedOutput: string) =>
    JSON.stringify({
      testCases: ['a', 'b'].map((name) => ({
        name,
        input: name,
        expectedOutput,
        metricsData: [{ name: 'right', score: 1 }],
      })),
    });
  const files = { 'a.json': logOf('yes'), 'b.json': logOf('no') };
  expect(await refused(files, 'a.json', 'b.json')).toContain('b.json: grades the case "a" by');
});

test('an evaluation of Inspect that ended with an error', async () => {
  const files = { ...inspectOf('base', {}, 'error'), ...inspectOf('head', {}, 'error') };
  expect(await refused(files, 'base.json', 'head.json')).toContain(
    'base.json: its status is "error", so the evaluation has not finished',
  );
});

test('a folder of runs that keep JUnit files is no evaluation', async () => {
  const suite = WRITERS.junit?.('base', CELLS)['base/repeat-1.xml'] as string;
  const folder = await temporaryFolder();
  await write(folder, { 'runs/base-1/tests.xml': suite, 'runs/head-1/tests.xml': `${suite}\n` });
  const read = readEvaluations(named(folder, 'runs'), { missingShare: 0.1, ignored: [] });
  expect(await read).toBeNull();
});

test('a column of text is no score', async () => {
  const file = table('case,score,topic', 'a,1,food');
  expect(await refused({ 'a.csv': file }, 'a.csv')).toContain('topic must be a number');
  expect(await refused({ 'a.csv': file }, 'a.csv')).toContain('remove it');
});

test('an answer of promptfoo whose judge failed is not wrong', async () => {
  const log = JSON.parse(promptfooLog(CELLS));
  log.results.results[3].gradingResult = {
    pass: false,
    score: 0,
    componentResults: [{ pass: false, score: 0, reason: '429 judge', metadata: { graderError: true } }],
  };
  const files = { 'base.json': promptfooLog(CELLS), 'head.json': JSON.stringify(log) };
  expect(await refused(files, 'base.json', 'head.json')).toContain('an error in "head": "429 judge" ("c3")');
});

describe('metrics of promptfoo', () => {
  const logWith = (named: object, grading: object, ...metrics: readonly string[]) => {
    const log = JSON.parse(promptfooLog(CELLS));
    for (const result of log.results.results) {
      result.namedScores = named;
      const parts = metrics.map((metric) => ({ score: 1, assertion: { type: 'equals', metric } }));
      result.gradingResult = { ...grading, componentResults: parts };
    }
    return { 'a.json': JSON.stringify(log) };
  };

  test('assertions that share one are a weighted mean where the log has the weights, else refused', async () => {
    const mean = logWith({ tone: 0.5 }, { namedScoreWeights: { tone: 2 } }, 'tone', 'tone');
    expect((await scoresIn(mean, 'a.json')).c0).toMatchObject({ tone: 0.5 });
    const sum = logWith({ tone: 2 }, {}, 'tone', 'tone');
    expect(await refused(sum, 'a.json')).toContain('2 assertions share the metric "tone"');
  });

  test('one of weight 0 is no grade', async () => {
    const log = logWith({ hits: 0 }, { namedScoreWeights: { hits: 0 } }, 'hits');
    expect((await scoresIn(log, 'a.json')).c0).not.toHaveProperty('hits');
  });

  test('one with the name of a score of the tool', async () => {
    expect(await refused(logWith({ score: 0.5 }, {}, 'score'), 'a.json')).toContain('has a metric "score"');
  });
});

const suiteOf = (tests: string) => ({ 'a.xml': `<testsuites><testsuite>${tests}</testsuite></testsuites>` });

test('a test of Surefire that failed in any attempt has failed', async () => {
  const stack = '<stackTrace><![CDATA[<failure/>]]></stackTrace>';
  const suite = suiteOf(`<testcase name="flaky"><flakyFailure>${stack}</flakyFailure></testcase>
<testcase name="bad"><failure/><rerunFailure>${stack}</rerunFailure></testcase>
<testcase name="late"><flakyError>${stack}</flakyError></testcase>
<testcase name="mixed"><error message="429"/><rerunFailure/></testcase>`);
  const scores = { flaky: 0, bad: 0, late: 1, mixed: 0 };
  expect(await scoresIn(suite, 'a.xml')).toEqual(
    Object.fromEntries(Object.entries(scores).map(([name, passed]) => [name, { passed }])),
  );
});

test('reruns of pytest, of which only the last has its outcome', async () => {
  const suite = suiteOf('<testcase name="flaky"/><testcase name="flaky"/><testcase name="good"/>');
  expect(await refused(suite, 'a.xml')).toContain('has the test "flaky" twice; give each test its own name');
});

test('where the log flags cached answers, equal fresh ones count', async () => {
  const rows = (flags: readonly number[]) =>
    flags.flatMap((cached, repeat) =>
      Array.from({ length: 10 }, (_, row) => `c${row},${repeat},1,${repeat === 0 ? 1 : 2},${cached}`),
    );
  const runs = async (...flags: readonly number[]) => {
    const file = table('case,repeat,score,answer,cached', ...rows(flags));
    return refused({ 'a.csv': file, 'b.csv': file }, 'a.csv', 'b.csv');
  };
  expect(await runs(0, 0, 1)).toContain('read: 4 runs');
  expect(await runs(0, 0, 0, 1)).toContain('read: 6 runs');
  expect(await runs(1, 0, 0)).toContain('read: 6 runs');
});

test('an .eval of which a frame asks for two gigabytes', async () => {
  const folder = await temporaryFolder();
  const real = await readFile(join(SAMPLES, 'inspect', 'base.eval'));
  const frame = real.indexOf(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]));
  let changed = 0;
  // Each member: flags without a single segment, and the largest window.
  for (let at = frame; at >= 0; at = real.indexOf(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), at + 1)) {
    real[at + 4] = (real[at + 4] ?? 0) & ~0x20;
    real[at + 5] = 21 << 3;
    changed += 1;
  }
  expect(changed).toBeGreaterThan(1);
  await writeFile(join(folder, 'a.eval'), real);
  await expect(readArms(named(folder, 'a.eval'))).rejects.toThrow('needs a window of more than 8 MB');
});

test('two metrics of DeepEval with one name', async () => {
  const metric = { name: 'G-Eval', score: 1 };
  const log = { testCases: [{ name: 'a', input: 'a', metricsData: [metric, { ...metric, score: 0 }] }] };
  expect(await refused({ 'a.json': JSON.stringify(log) }, 'a.json')).toContain(
    'grades the case "a" twice by "G-Eval"; give each metric its own name',
  );
});

test('reads a folder of .eval logs, which Inspect writes by default', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'logs'));
  await copyFile(join(SAMPLES, 'inspect', 'base.eval'), join(folder, 'logs', 'a.eval'));
  expect(await readArms(named(folder, 'logs'))).toHaveLength(1);
});

describe('logs of one arm that are not of one program', () => {
  const change = (text: string | Buffer, from: string, to: string) => {
    expect(String(text)).toContain(from);
    return String(text).replaceAll(from, to);
  };
  /** A log of the base, as another model would write it again. */
  const others: Readonly<Record<string, Files>> = {
    promptfoo: {
      'base/a.json': promptfooLog(CELLS),
      'base/b.json': change(promptfooLog(CELLS), '"echo"', '"b"'),
    },
    'prompts of promptfoo': {
      'base/a.json': promptfooLog(CELLS),
      'base/b.json': change(promptfooLog(CELLS), '"label":"Answer"', '"label":"Be brief"'),
    },
    inspect: {
      'base/a.json': inspectOf('a', {})['a.json'] ?? '',
      'base/b.json': inspectOf('b', { model: 'openai/b' })['b.json'] ?? '',
    },
    'prompts of inspect': {
      'base/a.json': inspectOf('a', { task_args: { prompt: 1 } })['a.json'] ?? '',
      'base/b.json': inspectOf('b', { task_args: { prompt: 2 } })['b.json'] ?? '',
    },
    'lm-evaluation-harness': Object.fromEntries(
      ['a', 'b'].flatMap((model, at) => {
        const time = `2026-12-01T07-0${at}-00.000000`;
        const row = { doc_id: 0, resps: [[String(at)]], target: '1', acc: at };
        return [
          [`base/${model}/samples_t_${time}.jsonl`, JSON.stringify(row)],
          [
            `base/${model}/results_${time}.json`,
            JSON.stringify({ config: { model: 'hf', model_args: model } }),
          ],
        ];
      }),
    ),
  };
  test.each(Object.entries(others))('%s', async (_, files) => {
    const message = await refused({ ...files, ...csv('head', CELLS) }, 'base');
    expect(message).toMatch(/its logs differ in the .*; give each model or prompt its own file or folder/);
  });
});

test('repeats of one arm that are graded by other answers', async () => {
  const grade = (name: string, target: string) => {
    const log = JSON.parse(String(WRITERS['inspect.json']?.(name, CELLS)[`${name}.json`]));
    const samples = log.samples.map((sample: object) => ({ ...sample, target }));
    return JSON.stringify({ ...inspectHeader(), samples });
  };
  const mixed = { 'base/1.json': grade('base', 'a'), 'base/2.json': grade('base', 'b') };
  expect(await refused({ ...mixed, 'head.json': grade('head', 'a') }, 'base', 'head.json')).toContain(
    'base: repeat 3 grades the case "c0" by "\\"b\\"", but repeat 1 by',
  );
  const other = { 'base.json': grade('base', 'a'), 'head.json': grade('head', 'b') };
  expect(await refused(other, 'base.json', 'head.json')).toContain('head.json: grades the case "c0" by');
});

test('tasks of lm-evaluation-harness in files without a time', async () => {
  const rows = (score: number) =>
    [0, 1].map((doc_id) => JSON.stringify({ doc_id, resps: [['a']], target: 'a', acc: score })).join('\n');
  const arm = (name: string) => ({
    [`${name}/samples_arc.jsonl`]: rows(1),
    [`${name}/samples_mmlu.jsonl`]: rows(0),
  });
  const folder = await temporaryFolder();
  await write(folder, arm('base'));
  const [base] = (await readArms(named(folder, 'base'))) ?? [];
  expect(base?.repeats.map((cases) => [...cases.keys()])).toEqual([['arc/0', 'arc/1', 'mmlu/0', 'mmlu/1']]);
});

test('two providers of one file whose temperatures differ', async () => {
  const log = JSON.parse(promptfooLog(CELLS));
  const { results } = log.results;
  const other = results.map((result: object) => ({ ...result, provider: { id: 'b', label: '' } }));
  const both = {
    ...log,
    results: { version: 3, results: [...results, ...other] },
    config: {
      providers: [{ id: 'echo', config: { temperature: 0 } }, { b: { config: { temperature: 1 } } }],
    },
  };
  expect(await refused({ 'both.json': JSON.stringify(both) }, 'both.json')).toContain(
    'both.json: "temperature" is "1", but both.json has "0"',
  );
});

/** By the names of the scorers that are left. */
async function settled(base: string, head: string, ...ignored: readonly string[]) {
  const folder = await temporaryFolder();
  await write(folder, { 'base.csv': base, 'head.csv': head });
  const models = await readEvaluations(named(folder, 'base.csv', 'head.csv'), { missingShare: 0.1, ignored });
  return { scorers: models?.cases?.scorers, notes: models?.notes?.join(' ') ?? '' };
}

test('latencies in seconds and milliseconds, and prices of cached answers, are not compared', async () => {
  const arm = (latency: number, cached = 0) =>
    table(
      'case,score,cost,latency_ms,cached',
      ...Array.from({ length: 20 }, (_, at) => `c${at},1,0.1,${latency * (1 + at / 20)},${cached}`),
    );
  const all = ['score', 'cost', 'latency_ms'];
  expect((await settled(arm(400), arm(900))).scorers).toEqual(all);
  const units = await settled(arm(400), arm(0.5));
  expect(units.scorers).toEqual(['score', 'cost']);
  expect(units.notes).toContain(
    '"latency_ms" is not compared: its medians are 590 and 0.738, as if in seconds',
  );
  expect((await settled(arm(400), arm(0.5), 'scale')).scorers).toEqual(all);
  const cached = await settled(arm(400), arm(900, 1));
  expect(cached.scorers).toEqual(['score']);
  expect(cached.notes).toContain('"cost" is not compared: answers of "head" came from a cache.');
});

test('errors that are clearly more frequent in one arm are said to be so', async () => {
  const arm = (...failed: readonly number[]) =>
    table(
      'case,score,error',
      ...Array.from({ length: 200 }, (_, at) => (failed.includes(at) ? `c${at},,filtered` : `c${at},1,`)),
    );
  const firsts = (count: number) => Array.from({ length: count }, (_, at) => at);
  expect((await settled(arm(), arm(...firsts(18)))).notes).toContain(
    'Errors are more frequent in "head" (18 cases) than in "base" (0)',
  );
  expect((await settled(arm(...firsts(8)), arm())).notes).toContain('more frequent in "base" (8 cases)');
  expect((await settled(arm(...firsts(6)), arm())).notes).not.toContain('more frequent');
  expect((await settled(arm(...firsts(18)), arm(...firsts(16)))).notes).not.toContain('more frequent');
});

describe('the plain form', () => {
  const read = async (name: string, rows: readonly Record<string, unknown>[]) => {
    const folder = await temporaryFolder();
    const keys = Object.keys(rows[0] ?? {});
    const text = name.endsWith('.csv')
      ? [keys, ...rows.map((row) => keys.map((key) => String(row[key])))]
          .map((cells) => cells.join(','))
          .join('\n')
      : rows.map((row) => JSON.stringify(row)).join('\n');
    await writeFile(join(folder, name), `${text}\n`);
    return readArms(named(folder, name));
  };
  const rows = (more: Record<string, unknown>) =>
    [1, 2, 3].map((at) => ({ case: `c${at}`, score: at % 2, ...more }));

  test.each([
    ...['Group', 'GROUP', 'Slice', 'Label', 'Cost', 'Latency_ms', 'latency-ms', 'Score', 'Passed'].map(
      (name) => [{ [name]: 1 }, 'would count as another scorer'] as const,
    ),
    ...[-1, -0.5].flatMap((value) =>
      ['cost', 'latency_ms'].map((name) => [{ [name]: value }, `${name} must be 0 or more`] as const),
    ),
    ...['HIT', 'miss', 'x', 2].map((cached) => [{ cached }, 'cached must be true or false'] as const),
  ])('refuses %j, which would count as something else', async (more, message) => {
    for (const name of ['base.csv', 'base.jsonl'])
      await expect(read(name, rows(more))).rejects.toThrow(message);
  });

  test('takes cached in the words of programs, and no unnamed column', async () => {
    for (const [cached, isCached] of [
      ['true', true],
      ['False', false],
      [1, true],
      [0, false],
      ['', false],
    ] as const) {
      const [arm] = (await read('base.csv', rows({ cached, '': 7 }))) ?? [];
      const cases = [...(arm?.repeats[0]?.values() ?? [])];
      expect(cases.map((one) => [one.isCached, Object.keys(one.scores)])).toEqual(
        Array.from({ length: 3 }, () => [isCached, ['score']]),
      );
    }
  });
});
