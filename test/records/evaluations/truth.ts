/** A truth, cases × repeats × scorers, and how each tool writes it. */
import { zipOf } from '../../support/zip.ts';

export interface Cell {
  readonly case: string;
  readonly repeat: number;
  /** 0 or 1. */
  readonly right: number;
  readonly tone: number;
  readonly error?: string | undefined;
  readonly group?: string | undefined;
  readonly slices?: readonly string[] | undefined;
  readonly label?: number | undefined;
}

export type Files = Readonly<Record<string, string | Buffer>>;

/** The forms of one arm by tool: file -> content. A name that ends with `/` is a folder with a file for each repeat. */
export const WRITERS: Readonly<Record<string, (name: string, cells: readonly Cell[]) => Files>> = {
  csv: (name, cells) => ({
    [`${name}.csv`]: [
      'case,repeat,right,tone,score,error,group,slice,label',
      ...cells.map((cell) => {
        const scores = cell.error === undefined ? [cell.right === 1, cell.tone, cell.right] : ['', '', ''];
        const traits = [cell.group, cell.slices?.[0], cell.label].map((trait) => trait ?? '');
        return [cell.case, cell.repeat, ...scores, cell.error ?? '', ...traits].join(',');
      }),
    ].join('\n'),
  }),
  jsonl: (name, cells) => ({
    [`${name}.jsonl`]: cells.map((cell) => JSON.stringify(plainRow(cell))).join('\n'),
  }),
  'json array': (name, cells) => ({ [`${name}.json`]: JSON.stringify(cells.map(plainRow), null, 1) }),
  promptfoo: (name, cells) => ({ [`${name}.json`]: promptfooLog(cells) }),
  'inspect.json': (name, cells) => ({
    [`${name}.json`]: JSON.stringify({ ...inspectHeader(), samples: inspectSamples(cells, 'json') }),
  }),
  'inspect.eval': (name, cells) => ({
    [`${name}.eval`]: zipOf([
      { name: 'summaries.json', content: JSON.stringify(inspectSamples(cells, 'summary')) },
      { name: 'header.json', content: JSON.stringify(inspectHeader()) },
    ]),
  }),
  deepeval: (name, cells) =>
    byRepeat(name, 'json', cells, (own) => JSON.stringify({ testCases: own.map(deepevalCase) })),
  junit: (name, cells) => byRepeat(name, 'xml', cells, junitSuite),
};

function plainRow(cell: Cell) {
  const { case: id, repeat, right, tone, error } = cell;
  const row = error === undefined ? { right, tone, score: right } : { error, score: null };
  return { case: id, repeat, ...row, ...metadataOf(cell) };
}

function metadataOf({ group, slices, label }: Cell) {
  return { group, slice: slices, label };
}

function byRepeat(
  name: string,
  extension: string,
  cells: readonly Cell[],
  write: (own: readonly Cell[]) => string,
): Files {
  const repeats = [...new Set(cells.map(({ repeat }) => repeat))];
  return Object.fromEntries(
    repeats.map((repeat) => [
      `${name}/repeat-${repeat}.${extension}`,
      write(cells.filter((cell) => cell.repeat === repeat)),
    ]),
  );
}

export function promptfooLog(cells: readonly Cell[], provider: object = {}): string {
  const repeats = Math.max(...cells.map(({ repeat }) => repeat));
  const ids = [...new Set(cells.map((cell) => cell.case))];
  const results = cells.map((cell) => ({
    testIdx: ids.indexOf(cell.case) * repeats + cell.repeat - 1,
    promptIdx: 0,
    provider: { id: 'echo', label: '' },
    vars: { question: cell.case },
    testCase: {
      vars: { question: cell.case },
      metadata: metadataOf(cell),
      assert: [{ type: 'equals', value: '1' }],
      options: {},
    },
    prompt: { raw: `Answer ${cell.case}`, label: 'Answer' },
    success: cell.error === undefined && cell.right === 1,
    score: cell.error === undefined ? cell.right : 0,
    namedScores: cell.error === undefined ? { right: cell.right, tone: cell.tone } : {},
    latencyMs: 3,
    cost: 0,
    failureReason: cell.error === undefined ? 1 - cell.right : 2,
    error: cell.error ?? (cell.right === 1 ? null : 'Expected output'),
    response: { output: `${cell.repeat}: ${cell.right} ${cell.tone}` },
  }));
  return JSON.stringify({
    evalId: 'eval-1',
    results: { version: 3, results },
    config: { providers: [{ id: 'echo', config: provider }] },
    runtimeOptions: { repeat: repeats },
  });
}

export function inspectHeader(changes: object = {}, status = 'success') {
  return {
    version: 2,
    status,
    eval: {
      task: 'truth',
      task_version: 1,
      dataset: { name: 'cases' },
      model: 'mockllm/model',
      model_generate_config: { temperature: 0.7 },
      scorers: [{ name: 'right', options: {} }],
      ...changes,
    },
  };
}

function inspectSamples(cells: readonly Cell[], form: 'json' | 'summary') {
  return cells.map(({ case: id, repeat: epoch, right, tone, error, ...traits }) => ({
    id,
    epoch,
    metadata: metadataOf({ case: id, repeat: epoch, right, tone, ...traits }),
    input: `Answer ${id}`,
    scores:
      error === undefined
        ? { right: { value: right === 1 ? 'C' : 'I', answer: `${epoch} ${right}` }, tone: { value: tone } }
        : {},
    ...(error === undefined ? {} : { error: form === 'json' ? { message: error } : error }),
  }));
}

function deepevalCase(cell: Cell) {
  const { case: name, repeat, right, tone, error } = cell;
  const scoreOf = (score: number) => (error === undefined ? { score } : { error });
  return {
    name,
    input: `Answer ${name}`,
    actualOutput: `${repeat} ${right} ${tone}`,
    additionalMetadata: metadataOf(cell),
    success: right === 1,
    metricsData: [
      { name: 'right', threshold: 1, success: right === 1, ...scoreOf(right) },
      { name: 'tone', threshold: 0.5, success: tone >= 0.5, ...scoreOf(tone) },
    ],
  };
}

function junitSuite(cells: readonly Cell[]): string {
  const tests = cells.map(({ case: name, right, tone, error, group, slices, label }) => {
    const stated = Object.entries({ right, tone, group, slice: slices?.[0], label })
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `<property name="${key}" value="${value}" />`);
    const failure = right === 1 ? '' : '<failure message="no">no</failure>';
    const outcome = error === undefined ? failure : `<error message="${error}">trace</error>`;
    const content = `<properties>${stated.join('')}</properties>${outcome}`;
    return `<testcase name="${name}" time="0.1">${content}</testcase>`;
  });
  return `<?xml version="1.0"?><testsuites><testsuite name="pytest">${tests.join('')}</testsuite></testsuites>`;
}
