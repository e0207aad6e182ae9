/** JSON lines with the keys of a table, or run records: one run a line, or one run a file. */
import { readLines, readText } from '../bounded-file.ts';
import { firstIssue } from '../first-issue.ts';
import { parseJson, tryParseJson } from '../json.ts';
import type { Place } from '../readers/unreadable-run-error.ts';
import { RUN_SCHEMA, runRecordSchema } from '../record.ts';
import { MAX_RECORD_BYTES, MAX_RESULTS_BYTES } from './limits.ts';
import type { AddRow, ResultFile, ResultRow } from './result-row.ts';
import { createRowReader, refuse, requireRow } from './table-row.ts';

/** Where the first line is JSON by itself, so is every other. What does not parse is reported, with its place, when it is read. */
export async function readJsonResults({ path, file, head }: ResultFile, add: AddRow): Promise<void> {
  const read = createObjectReader();
  if (tryParseJson(head.split('\n', 1)[0] ?? '') === undefined) {
    add(read({ file, line: null }, await readText(path, MAX_RECORD_BYTES)));
    return;
  }
  for await (const { number, text } of readLines(path, MAX_RESULTS_BYTES)) {
    if (text !== '') add(read({ file, line: number }, text));
  }
}

/** One run record, and nothing else. */
export async function readRunRecord(path: string, file: string): Promise<ResultRow> {
  const place = { file, line: null };
  return toRecordRow(place, parse(place, await readText(path, MAX_RECORD_BYTES)));
}

function createObjectReader(): (place: Place, text: string) => ResultRow {
  const toRow = createRowReader();
  return (place, text) => {
    const object = requireRow(parse(place, text), place);
    if (object.schema === RUN_SCHEMA) return toRecordRow(place, object);
    if (typeof object.schema === 'string') {
      refuse(
        place,
        `holds ${object.schema.slice(0, 60)}; what is compared are runs: ${RUN_SCHEMA}, or model, seed and metrics`,
      );
    }
    return toRow(place, Object.keys(object), Object.values(object));
  };
}

function toRecordRow(place: Place, value: unknown): ResultRow {
  const parsed = runRecordSchema.safeParse(value);
  if (parsed.success) return { ...place, record: parsed.data, hasSeed: true, gaps: {} };
  return refuse(place, `is not a valid run record: ${firstIssue(parsed.error)}`);
}

function parse(place: Place, text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    return refuse(place, `is not valid JSON: ${(error as Error).message}`);
  }
}
