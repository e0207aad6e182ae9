import { readText } from '../../bounded-file.ts';
import { isObject } from '../../json.ts';
import { UnreadableRunError } from '../unreadable-run-error.ts';
import { parseJsonAt } from './json-lines.ts';
import { MAX_JSON_BYTES, type RunFile } from './run-file.ts';

/** @throws UnreadableRunError, UnusableFileError */
export async function readJson(path: string, file: string): Promise<unknown> {
  return parseJsonAt(await readText(path, MAX_JSON_BYTES), { file, line: null });
}

/**
 * For a file that its name identifies.
 *
 * @throws UnreadableRunError, UnusableFileError
 */
export function requireJsonObject(
  { name, json, jsonError }: RunFile,
  example: string,
): Record<string, unknown> {
  if (jsonError !== null) throw jsonError;
  return requireObject(json, name, example);
}

export function requireObject(value: unknown, file: string, example: string): Record<string, unknown> {
  if (isObject(value)) return value;
  throw new UnreadableRunError(`${file}: must be an object such as ${example}`);
}

export function isNumberList(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'number');
}
