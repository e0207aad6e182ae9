import { readLines } from '../../bounded-file.ts';
import { isObject, parseJson, type RepeatedKeys, tryParseJson } from '../../json.ts';
import { type FileLine, formatFileLine, UnreadableRunError, unreadable } from '../unreadable-run-error.ts';
import { MAX_LOG_BYTES } from './run-file.ts';

type JsonObject = Record<string, unknown>;

/** Objects of a log, one a line. A truncated last line is dropped with a warning. */
export async function* readObjects(
  path: string,
  file: string,
  warn: (message: string) => void,
): AsyncGenerator<{ readonly object: JsonObject; readonly place: FileLine }> {
  for await (const { number: line, text, isComplete } of readLines(path, MAX_LOG_BYTES)) {
    if (text === '') continue;
    const place = { file, line };
    if (isComplete || tryParseJson(text, 'kept') !== undefined) {
      yield { object: parseObject(text, place, '{"epoch": 1, "val_loss": 0.5}'), place };
    } else warn(`${formatFileLine(place)}: the last line is incomplete and was left out`);
  }
}

/** One line. @throws UnreadableRunError */
export function parseObject(text: string, place: FileLine, example: string): JsonObject {
  const value = parseJsonAt(text, place);
  if (isObject(value)) return value;
  throw unreadable(place, `a line must be an object such as ${example}`);
}

/** @throws UnreadableRunError */
export function parseJsonAt(text: string, place: FileLine): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    const reason = text.trim() === '' ? 'it is empty' : (error as Error).message;
    throw new UnreadableRunError(`${formatFileLine(place)}: not valid JSON: ${reason}`, { cause: error });
  }
}

export function isJsonLines(name: string): boolean {
  return /\.(jsonl|ndjson)(\.gz)?$/i.test(name);
}

/** True if an object at the beginning matches. Broken lines are reported by the reader. */
export function someObject(head: string, isSuch: (object: JsonObject) => boolean): boolean {
  for (const object of objectsIn(head)) if (isSuch(object)) return true;
  return false;
}

/** A parse error costs a hundred times as much as a parsed line. */
const MAX_BROKEN = 1_000;

/**
 * Skips other lines, and stops after many that fail to parse.
 *
 * @throws SyntaxError where repeated keys are refused
 */
export function* objectsIn(head: string, repeats: RepeatedKeys = 'kept'): Generator<JsonObject> {
  let broken = 0;
  for (let start = 0; start < head.length; ) {
    const end = head.indexOf('\n', start);
    const line = head.slice(start, end < 0 ? head.length : end);
    start = end < 0 ? head.length : end + 1;
    if (!/^\s*\{/.test(line)) continue;
    const value = tryParseJson(line, 'kept');
    if (isObject(value)) yield repeats === 'kept' ? value : (parseJson(line) as JsonObject);
    else broken += 1;
    if (broken > MAX_BROKEN) return;
  }
}
