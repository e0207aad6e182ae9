/** `*.jsonl`: a training log with one epoch a line, flat (`val_loss`) or by split (`{"validation": {"loss": …}}`). */
import { readLines } from '../bounded-file.ts';
import { isObject, parseJson } from '../json.ts';
import type { BagBySplit, Findings } from './findings.ts';
import { splitFlatName, splitOfWord } from './flat-names.ts';
import { MAX_LOG_BYTES, type RunReader } from './run-file.ts';
import { formatPlace, type Place, UnreadableRunError } from './unreadable-run-error.ts';

export const jsonLinesLog: RunReader = {
  format: '*.jsonl with an epoch a line',
  accepts: ({ name, head }) => isJsonLines(name) && firstObjects(head).some((object) => 'epoch' in object),
  read: async ({ path, name: file }, findings) => {
    for await (const { number, text, isComplete } of readLines(path, MAX_LOG_BYTES)) {
      if (text === '') continue;
      const place = { file, line: number };
      const object = parseLine(text, place, isComplete, findings);
      if (object?.epoch === undefined || object.epoch === null) continue;
      readEpoch(object, findings.epoch(object.epoch, place), place, findings);
    }
  },
};

function readEpoch(
  object: Record<string, unknown>,
  bags: BagBySplit,
  place: Place,
  findings: Findings,
): void {
  for (const [key, value] of Object.entries(object)) {
    if (key === 'epoch') continue;
    const split = splitOfWord(key);
    if (split !== null && isObject(value)) {
      for (const [name, inner] of Object.entries(value)) {
        findings.add(bags[split], name, inner, `${key}.${name}`, place);
      }
    } else {
      const target = splitFlatName(key, 'train', findings.declared);
      findings.add(bags[target.split], target.name, value, key, place);
    }
  }
}

function parseLine(
  text: string,
  place: Place,
  isComplete: boolean,
  findings: Findings,
): Record<string, unknown> | null {
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

/** The objects among the first lines of a file: enough to tell what it holds. */
export function firstObjects(head: string): Record<string, unknown>[] {
  return head.split('\n', 5).map(parseOrNull).filter(isObject);
}

/** Only a look: a line that does not parse here is reported, with its place, by the reader that takes the file. */
function parseOrNull(line: string): unknown {
  try {
    return parseJson(line);
  } catch {
    return null;
  }
}
