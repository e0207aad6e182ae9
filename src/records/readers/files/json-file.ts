/** Whole files of JSON. */
import { readText } from '../../bounded-file.ts';
import { isObject, parseJson } from '../../json.ts';
import { UnreadableRunError } from '../unreadable-run-error.ts';
import { MAX_JSON_BYTES } from './run-file.ts';

/** @throws UnreadableRunError, UnusableFileError */
export async function readJson(path: string, file: string): Promise<unknown> {
  const text = await readText(path, MAX_JSON_BYTES);
  try {
    return parseJson(text);
  } catch (error) {
    const message = text.trim() === '' ? 'it is empty' : (error as Error).message;
    throw new UnreadableRunError(`${file}: not valid JSON: ${message}`, { cause: error });
  }
}

/** For a file whose name says what it is. */
export async function readJsonObject(
  path: string,
  file: string,
  example: string,
): Promise<Record<string, unknown>> {
  const value = await readJson(path, file);
  if (!isObject(value)) throw new UnreadableRunError(`${file}: must be an object such as ${example}`);
  return value;
}

export function isNumberList(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'number');
}
