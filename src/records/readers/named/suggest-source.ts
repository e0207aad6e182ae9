/** For metrics that were found nowhere: what the run left, and the line of config that would read it. */

import { lstat } from 'node:fs/promises';
import { meansTheSame } from '../../../stats/metrics/names.ts';
import { UnusableFileError } from '../../bounded-file.ts';
import { parseFlatName } from '../flat-names.ts';
import { UnreadableRunError } from '../unreadable-run-error.ts';
import { leavesOf } from './key-path.ts';
import { isStructured, readStructured } from './structured-file.ts';
import { suggestPrinted } from './suggest-printed.ts';

/** Files that are looked into, and keys that are shown. */
const MAX_FILES = 20;
const MAX_KEYS = 5;
/** A message is not worth more time: a larger file is a log, of which its reader has said what it is. */
const MAX_BYTES = 2 * 1024 * 1024;

interface Left {
  readonly files: readonly string[];
  readonly pathOf: (file: string) => string;
  readonly printed: string;
}

/** @returns one sentence, `from` filled in where a key or a line has the metric; null where the run left nothing of the kind */
export async function suggestSource(metrics: readonly string[], left: Left): Promise<string | null> {
  const found = await numbersIn(left);
  const lines = metrics.flatMap((metric) => {
    for (const { file, keys } of found) {
      const key = keys.find((path) => namesMetric(path, metric));
      if (key !== undefined) return [`{ name: ${metric}, from: { file: ${yaml(file)}, key: ${yaml(key)} } }`];
    }
    return [];
  });
  if (lines.length > 0) return `to read it, write in the config: metrics: [${lines.join(', ')}]`;
  const printed = metrics.flatMap((metric) => suggestPrinted(metric, left.printed) ?? []);
  if (printed.length > 0) return [...new Set(printed)].join('; ');
  const shown = found.filter(({ keys }) => keys.length > 0).slice(0, 3);
  if (shown.length === 0) return null;
  const listed = shown.map(
    ({ file, keys }) =>
      `${file} holds ${keys.slice(0, MAX_KEYS).join(', ')}${keys.length > MAX_KEYS ? ', …' : ''}`,
  );
  const [first] = shown;
  return (
    `${listed.join('; ')}; to read one of them, write in the config: metrics: [{ name: ${metrics[0]}, ` +
    `from: { file: ${yaml(first?.file ?? '')}, key: ${yaml(first?.keys[0] ?? '')} } }]`
  );
}

/** Files with the paths of their numbers. */
export async function numbersIn({ files, pathOf }: Pick<Left, 'files' | 'pathOf'>) {
  const found: Array<{ readonly file: string; readonly keys: readonly string[] }> = [];
  for (const file of files.filter(isStructured).slice(0, MAX_FILES)) {
    if ((await lstat(pathOf(file))).size > MAX_BYTES) continue;
    try {
      found.push({ file, keys: leavesOf(await readStructured(pathOf(file), file)) });
    } catch (error) {
      // What does not parse has been told by who was to read it.
      if (!(error instanceof UnreadableRunError || error instanceof UnusableFileError)) throw error;
    }
  }
  return found;
}

function namesMetric(path: string, metric: string): boolean {
  const last = path.split('.').at(-1) ?? path;
  return [last, last.replace(/,\w+$/, '')].some((name) => meansTheSame(parseFlatName(name).name, metric));
}

/** As a value in a flow mapping. */
function yaml(text: string): string {
  return /^[A-Za-z_][\w./-]*$/.test(text) ? text : JSON.stringify(text);
}
