/** `*.jsonl`: a training log with one epoch a line, flat (`val_loss`) or by split (`{"validation": {"loss": …}}`). */
import { readLines } from '../bounded-file.ts';
import { isObject, parseJson } from '../json.ts';
import { EpochLog } from './epoch-log.ts';
import type { Findings } from './findings.ts';
import { splitFlatName, splitOfWord } from './flat-names.ts';
import { MAX_LOG_BYTES, type RunReader } from './run-file.ts';
import { formatPlace, type Place, UnreadableRunError } from './unreadable-run-error.ts';

export const jsonLinesLog: RunReader = {
  format: '*.jsonl with an epoch a line',
  accepts: ({ name, head }) => isJsonLines(name) && firstObjects(head).some((object) => 'epoch' in object),
  read: async ({ path, name: file }, findings) => {
    const log = new EpochLog(findings);
    for await (const { number, text, isComplete } of readLines(path, MAX_LOG_BYTES)) {
      if (text === '') continue;
      const place = { file, line: number };
      const object = parseLine(text, place, isComplete, findings);
      if (object?.epoch === undefined || object.epoch === null) continue;
      log.add(object.epoch, valuesOf(object, log, findings.declared), place);
    }
  },
};

function valuesOf(
  object: Record<string, unknown>,
  log: EpochLog,
  declared: ReadonlySet<string>,
): Parameters<EpochLog['add']>[1] {
  return Object.entries(object).flatMap(([key, value]) => {
    if (key === 'epoch') return [];
    const split = splitOfWord(key);
    if (split !== null && isObject(value)) {
      return Object.entries(value).map(([name, inner]) => ({
        series: log.series(split, name),
        value: inner,
        key: `${key}.${name}`,
      }));
    }
    const target = splitFlatName(key, 'train', declared);
    return [{ series: log.series(target.split, target.name), value, key }];
  });
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
