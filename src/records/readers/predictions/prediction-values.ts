import { MAX_NAME_CHARS } from '../../../config/names.ts';
import { isPicture, pngOf } from '../../picture.ts';
import { toNumber } from '../numbers.ts';
import {
  type FileLine,
  formatFileLine,
  NonFinitePredictionError,
  show,
  UnreadableRunError,
  unreadable,
} from '../unreadable-run-error.ts';

/** A class name, or a class index or the value of a regression. */
export type Target = string | number;

const MAX_ID_CHARS = 200;
const MAX_SHOWN_CHARS = 500;
/** Single precision may round a probability beyond its bounds. */
const TOLERANCE = 1e-5;

export function parseLabel(value: unknown, key: 'label' | 'prediction', place: FileLine): Target | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const number = typeof value === 'number' ? value : toNumber(value);
  if (typeof number === 'number') {
    if (Number.isFinite(number)) return number === 0 ? 0 : number;
    const message = `${formatFileLine(place)}: ${key} is ${number}`;
    throw key === 'prediction' ? new NonFinitePredictionError(message) : new UnreadableRunError(message);
  }
  if (typeof value === 'string' && value.length <= MAX_NAME_CHARS) return value;
  throw unreadable(
    place,
    `${key} must be a number or a class name of at most ${MAX_NAME_CHARS} characters, found ${show(value)}`,
  );
}

/**
 * Grade of an answer; right is 1 and wrong is 0.
 *
 * @throws UnreadableRunError for anything but a finite number
 */
export function parseScore(value: unknown, place: FileLine): number {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (word === true || word === 'true') return 1;
  if (word === false || word === 'false') return 0;
  const number = toNumber(word);
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw unreadable(place, `score must be a number, found ${show(value)}`);
}

/** A single number is P(class 1) of two classes. JavaScript writes NaN as null. */
export function parseProbabilities(value: unknown, place: FileLine): readonly number[] | null {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value) || value.length === 0) {
    throw unreadable(place, `probabilities must be a list of numbers, found ${show(value)}`);
  }
  const row = value.map((stated: unknown, index) => {
    if (typeof stated === 'number' && stated >= 0 && stated <= 1) return stated === 0 ? 0 : stated;
    return parseOddProbability(stated, `${formatFileLine(place)}: probabilities[${index}]`);
  });
  const [only] = row;
  return row.length === 1 && only !== undefined ? [1 - only, only] : row;
}

/** Anything but a number between 0 and 1. */
function parseOddProbability(stated: unknown, key: string): number {
  const number = toNumber(stated) ?? (stated === null ? Number.NaN : undefined);
  if (number === undefined) {
    throw new UnreadableRunError(`${key} must be a number, found ${show(stated)}`);
  }
  if (!Number.isFinite(number)) throw new NonFinitePredictionError(`${key} is ${number}`);
  if (number < -TOLERANCE || number > 1 + TOLERANCE) {
    throw new UnreadableRunError(
      `${key} must be between 0 and 1, found ${number}; give probabilities, not logits`,
    );
  }
  return Math.min(1, Math.max(0, number));
}

export function parseId(value: unknown, place: FileLine, key: 'id' | 'cluster' = 'id'): string | null {
  if (value === undefined || value === null || value === '') return null;
  const id = typeof value === 'number' ? String(value) : value;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  if (typeof id === 'string' && id.length <= MAX_ID_CHARS && !/[\u0000-\u001f\u007f-\u009f]/.test(id))
    return id;
  throw unreadable(
    place,
    `${key} must be a number or a string of at most ${MAX_ID_CHARS} characters without control characters, found ${show(value)}`,
  );
}

/** Text, or a PNG in base64. Null where there is none. */
export function parseShown(value: unknown, place: FileLine): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string' && !isPicture(value)) return value.slice(0, MAX_SHOWN_CHARS);
  const picture = typeof value === 'string' ? pngOf(value) : null;
  if (picture !== null) return picture;
  throw unreadable(
    place,
    `show must be a string, or a PNG in base64 of at most 10 kB and 512 pixels a side, found ${show(value)}`,
  );
}

export function parseSlices(value: unknown, place: FileLine): readonly string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.every((name) => typeof name === 'string')) return value;
  throw unreadable(place, `slices must be a list of names, found ${show(value)}`);
}
