import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const NONE: ReadonlySet<string> = new Set();
/** What an experiment writes next to its records. */
const OUTPUT: ReadonlySet<string> = new Set([
  ...['runs', 'checks', 'repeats', 'tmp', 'environments', '.gitignore'],
  ...['report.html', 'report.md', 'result.json', 'aa-report.html', 'aa-report.md', 'aa-result.json'],
]);

/**
 * Names in a folder that an experiment has written, and that are neither code nor data. A folder of output is known by its
 * `runs`, which has nothing but records named after their fingerprint.
 */
export async function outputIn(folder: string): Promise<ReadonlySet<string>> {
  const names = await readdir(join(folder, 'runs')).catch(() => []);
  const isRecord = (name: string) => /^[0-9a-f]{64}\.(?:json|predictions\.jsonl)$/.test(name);
  return names.length > 0 && names.every(isRecord) ? OUTPUT : NONE;
}
