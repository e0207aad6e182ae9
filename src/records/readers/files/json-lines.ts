/** Lines of JSON, whatever they are about. */
import { readLines } from '../../bounded-file.ts';
import { isObject, parseJson } from '../../json.ts';
import type { Findings } from '../findings.ts';
import { formatPlace, type Place, UnreadableRunError } from '../unreadable-run-error.ts';
import { MAX_LOG_BYTES } from './run-file.ts';

type JsonObject = Record<string, unknown>;

/** The objects of a log, one a line. */
export async function* readObjects(
  path: string,
  file: string,
  findings: Findings,
): AsyncGenerator<{ readonly object: JsonObject; readonly place: Place }> {
  for await (const { number: line, text, isComplete } of readLines(path, MAX_LOG_BYTES)) {
    if (text === '') continue;
    const place = { file, line };
    const object = parseLine(text, place, isComplete, findings);
    if (object !== null) yield { object, place };
  }
}

function parseLine(text: string, place: Place, isComplete: boolean, findings: Findings): JsonObject | null {
  try {
    const value = parseJson(text);
    if (isObject(value)) return value;
  } catch (error) {
    if (!isComplete) {
      findings.warn(`${formatPlace(place)}: the last line breaks off and was left out`);
      return null;
    }
    throw new UnreadableRunError(`${formatPlace(place)}: not valid JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
  throw new UnreadableRunError(
    `${formatPlace(place)}: a line must be an object such as {"epoch": 1, "val_loss": 0.5}`,
  );
}

export function isJsonLines(name: string): boolean {
  return /\.(jsonl|ndjson)$/i.test(name);
}

/** Whether one of the objects at the beginning of a file is such. Lines that do not parse are reported by who reads them. */
export function someObject(head: string, isSuch: (object: JsonObject) => boolean): boolean {
  for (const object of objectsIn(head)) if (isSuch(object)) return true;
  return false;
}

export function* objectsIn(head: string): Generator<JsonObject> {
  for (let start = 0; start < head.length; ) {
    const end = head.indexOf('\n', start);
    const line = head.slice(start, end < 0 ? head.length : end);
    start = end < 0 ? head.length : end + 1;
    const value = parseOrNull(line);
    if (isObject(value)) yield value;
  }
}

function parseOrNull(line: string): unknown {
  try {
    return parseJson(line);
  } catch {
    return null;
  }
}
