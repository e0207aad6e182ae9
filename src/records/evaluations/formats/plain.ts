/** `case,repeat,score[,passed,cost,latency_ms,error,answer,show]` as CSV, JSON lines or a JSON array, with `model` where a file holds several. */
import { MAX_LINE_CHARS, readHead, readLines, readText } from '../../bounded-file.ts';
import { isObject, tryParseJson } from '../../json.ts';
import { isCsv, readHeader, requireDistinctColumns } from '../../readers/files/csv-header.ts';
import { readSimpleRows } from '../../readers/files/csv-rows.ts';
import { objectsIn, parseJsonAt, parseObject } from '../../readers/files/json-lines.ts';
import { parseCell } from '../../readers/numbers.ts';
import { type FileLine, formatFileLine, show, unreadable } from '../../readers/unreadable-run-error.ts';
import { MAX_RESULTS_BYTES } from '../../results/limits.ts';
import { type CaseResult, type EvaluationReader, MEASURED } from '../evaluation.ts';
import { gradeOf, idTextOf, TRAITS, textOf, traitsOf } from './values.ts';

const EXAMPLE = '{"case": "refund-1", "repeat": 1, "score": 1}';
/** Columns that are no scores. */
const OTHERS: ReadonlySet<string> = new Set([
  ...['case', 'repeat', 'model', 'error', 'answer', 'show', 'cached'],
  ...TRAITS,
]);
/** Columns that would tell rows of one case and repeat apart; as scores, they would be nonsense. */
const OF_IDENTITY = [
  'seed',
  'epoch',
  'trial',
  'run',
  'run_id',
  'task',
  'dataset',
  'split',
  'fold',
  'step',
] as const;
const KNOWN: ReadonlySet<string> = new Set([...OTHERS, ...MEASURED, 'score', 'passed']);
/** As programs write that there is none. */
const NO_ERROR: ReadonlySet<unknown> = new Set([
  undefined,
  null,
  false,
  '',
  'false',
  'False',
  'null',
  'None',
]);
const OF_CASES = ['score', 'passed', 'error'] as const;

type Row = Readonly<Record<string, unknown>>;

export const plain: EvaluationReader = {
  tool: 'case,repeat,score',
  hasNoEnd: true,
  accepts: ({ name, head }) => {
    const keys = isCsv(name) ? readHeader(head).names : Object.keys(firstObject(head));
    return keys.includes('case') && OF_CASES.some((key) => keys.includes(key));
  },
  read: async (path, file) => {
    const models = new Map<string | null, CaseResult[]>();
    for await (const { row, place } of isCsv(file) ? csvRows(path, file) : jsonRows(path, file)) {
      const other = OF_IDENTITY.find((name) => Object.hasOwn(row, name));
      if (other !== undefined)
        throw unreadable(
          place,
          `${other} is no score; rename the column to repeat if it numbers repeats, or make it part of case`,
        );
      const model = textOf(row.model);
      const results = models.get(model) ?? [];
      models.set(model, results);
      results.push(resultOf(row, place));
    }
    return [...models].map(([model, results]) => ({ model, results, settings: null }));
  },
};

function resultOf(row: Row, place: FileLine): CaseResult {
  const id = idTextOf(row.case, formatFileLine(place));
  if (id === null) throw unreadable(place, 'has no case; give each case an id');
  const repeat = row.repeat ?? '';
  const number = repeat === '' ? 1 : /^\d+$/.test(String(repeat)) ? Number(repeat) : Number.NaN;
  if (!Number.isSafeInteger(number))
    throw unreadable(place, `repeat must be a whole number from 0, found ${show(repeat)}`);
  const error = NO_ERROR.has(row.error) ? null : textOf(row.error);
  if (error === null && !NO_ERROR.has(row.error))
    throw unreadable(place, `error must be the text of a failed call, or empty, found ${show(row.error)}`);
  const scores: Record<string, number> = {};
  for (const [name, value] of Object.entries(row)) {
    if (OTHERS.has(name) || value === null || value === undefined || value === '') continue;
    const grade = gradeOf(value);
    if (grade === null)
      throw unreadable(
        place,
        `${name} must be a number, true or false, found ${show(value)}; every column but ${[...OTHERS].join(', ')} is a score: remove it, or write a percentage as a number`,
      );
    const usual = name
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_');
    if (usual !== name && KNOWN.has(usual))
      throw unreadable(
        place,
        `the column ${show(name)} would count as another scorer; rename it to ${usual}`,
      );
    if (MEASURED.has(name) && grade < 0)
      throw unreadable(
        place,
        `${name} must be 0 or more, found ${show(value)}; leave it empty where it is unknown`,
      );
    scores[name] = grade;
  }
  const cached = row.cached ?? '';
  const isCached = cached === '' ? 0 : gradeOf(cached);
  if (isCached !== 0 && isCached !== 1)
    throw unreadable(place, `cached must be true or false, found ${show(cached)}`);
  if (error === null && Object.keys(scores).length === 0)
    throw unreadable(place, 'has neither a score nor an error; write the error of a call that failed');
  return {
    id,
    repeat: number,
    scores,
    error,
    answer: textOf(row.answer),
    isCached: isCached === 1,
    show: textOf(row.show),
    ...traitsOf(row, formatFileLine(place)),
  };
}

async function* csvRows(path: string, file: string) {
  const { delimiter } = readHeader(await readHead(path, MAX_LINE_CHARS));
  let names: readonly string[] | null = null;
  for await (const { line, cells } of readSimpleRows(path, file, MAX_RESULTS_BYTES, delimiter)) {
    if (names === null) {
      requireDistinctColumns(cells, file);
      names = cells;
      continue;
    }
    const row: Record<string, unknown> = {};
    for (const [index, name] of names.entries()) {
      // The index of pandas.
      if (name === '') continue;
      const cell = cells[index] ?? '';
      row[name] = OTHERS.has(name) ? cell : parseCell(cell);
    }
    yield { row, place: { file, line } };
  }
}

async function* jsonRows(path: string, file: string) {
  if (isArray(await readHead(path, MAX_LINE_CHARS))) {
    const rows = parseJsonAt(await readText(path, MAX_RESULTS_BYTES), { file, line: null });
    for (const [index, row] of Object.entries(rows as readonly unknown[])) {
      const place = { file: `${file}: row ${Number(index) + 1}`, line: null };
      if (!isObject(row)) throw unreadable(place, `must be an object such as ${EXAMPLE}`);
      yield { row, place };
    }
    return;
  }
  for await (const { number: line, text } of readLines(path, MAX_RESULTS_BYTES)) {
    const place = { file, line };
    if (text !== '') yield { row: parseObject(text, place, EXAMPLE), place };
  }
}

function isArray(head: string): boolean {
  return /^\s*\[/.test(head);
}

/** The first row of JSON lines or of a JSON array. */
function firstObject(head: string): Row {
  if (isArray(head)) {
    const start = head.indexOf('{');
    // A text or a list may hold braces too.
    for (
      let end = head.indexOf('}'), tries = 0;
      end >= 0 && tries < 20;
      end = head.indexOf('}', end + 1), tries++
    ) {
      const row = tryParseJson(head.slice(start, end + 1), 'kept');
      if (isObject(row)) return row;
    }
    return {};
  }
  const [first] = objectsIn(head);
  return isObject(first) ? first : {};
}
