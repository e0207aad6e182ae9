/** Reads JSON: run records, or rows of a table, one a line or all in one text. */
import { readLines, readText } from '../bounded-file.ts';
import { firstIssue } from '../first-issue.ts';
import { isObject, parseJson, tryParseJson } from '../json.ts';
import type { FileLine } from '../readers/unreadable-run-error.ts';
import { RUN_SCHEMA, runRecordSchema } from '../record.ts';
import { MAX_RECORD_BYTES, MAX_RESULTS_BYTES, MAX_ROWS } from './limits.ts';
import type { AddRow, ResultFile, ResultRow } from './result-row.ts';
import { type PlacedObject, recordsIn, tableOfObjects } from './tables/json-table.ts';
import { refuse, type Table } from './tables/table.ts';

/** @returns the table of all objects that are no run records; null if there are none */
export async function readJsonResults({ path, file, head }: ResultFile, add: AddRow): Promise<Table | null> {
  const objects: PlacedObject[] = [];
  const take = (place: FileLine, object: Record<string, unknown>) => {
    if (object.schema === RUN_SCHEMA) add(toRecordRow(place, object));
    else if (typeof object.schema === 'string')
      refuse(
        place,
        `has the schema ${object.schema.slice(0, 60)}, which is not a run; compare ${RUN_SCHEMA}, or objects with model, seed and metrics`,
      );
    else objects.push({ ...place, object });
    if (objects.length > MAX_ROWS) refuse(place, `more than ${MAX_ROWS} rows; compare fewer at a time`);
  };
  // If the first line is JSON, so is every other. Parse errors are reported later, with their line.
  if (head.startsWith('{') && isObject(tryParseJson(head.split('\n', 1)[0] ?? '', 'kept'))) {
    for await (const { number: line, text } of readLines(path, MAX_RESULTS_BYTES)) {
      if (text === '') continue;
      const place = { file, line };
      const [first, ...others] = recordsIn(parse(place, text), place);
      const isLone = line === 1 && !head.trimEnd().includes('\n');
      if (others.length > 0 && !isLone)
        refuse(place, 'must be an object such as {"model": "a", "seed": 1, "accuracy": 0.9}');
      for (const object of first === undefined ? [] : [first, ...others]) take(place, object);
    }
  } else {
    const place = { file, line: null };
    for (const object of recordsIn(parse(place, await readText(path, MAX_RECORD_BYTES)), place))
      take(place, object);
  }
  return objects.length === 0 ? null : tableOfObjects(file, objects);
}

export async function readRunRecord(path: string, file: string): Promise<ResultRow> {
  const place = { file, line: null };
  return toRecordRow(place, parse(place, await readText(path, MAX_RECORD_BYTES)));
}

function toRecordRow(place: FileLine, value: unknown): ResultRow {
  const parsed = runRecordSchema.safeParse(value);
  if (parsed.success) return { ...place, record: parsed.data, hasSeed: true, gaps: {} };
  return refuse(place, `is not a valid run record: ${firstIssue(parsed.error)}`);
}

function parse(place: FileLine, text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    return refuse(place, `is not valid JSON: ${(error as Error).message}`);
  }
}
