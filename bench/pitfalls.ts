/**
 * Runs each pitfall of fixtures/pitfalls and its healthy twin with the built CLI.
 *
 *   npx jiti bench/pitfalls.ts [PAIR…] [--write]
 *
 * --write updates docs/contributing/check-calibration.md. Needs python3 with scikit-learn. Exits with 1 if a pair contradicts
 * the manifest.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { replacePart } from '../scripts/generated-files.ts';
import { type Pair, readPairs, runPair } from '../test/support/pitfall-pairs.ts';

const { values: options, positionals } = parseArgs({
  options: { write: { type: 'boolean', default: false } },
  allowPositionals: true,
});

const pairs = await readPairs();
const unknown = positionals.find((name) => !pairs.some(({ pair }) => pair === name));
if (unknown !== undefined)
  throw new Error(`no pair is called "${unknown}": see fixtures/pitfalls/manifest.yml`);
const chosen = pairs.filter(({ pair }) => positionals.length === 0 || positionals.includes(pair));

const results: Result[] = [];
for (const pair of chosen) {
  console.error(pair.pair);
  results.push(await resultOf(pair));
}
const count = (is: (result: Result) => boolean) => `${results.filter(is).length} of ${results.length}`;
const line = `Found: ${count(({ isFound }) => isFound)}. Twins without an alarm: ${count(({ isTwinSilent }) => isTwinSilent)}.`;
console.log(line);
if (options.write && positionals.length === 0) {
  const file = new URL('../docs/contributing/check-calibration.md', import.meta.url);
  await writeFile(file, replacePart(await readFile(file, 'utf8'), 'pitfall-pairs', line));
}

interface Result {
  readonly isFound: boolean;
  readonly isTwinSilent: boolean;
}

async function resultOf(pair: Pair): Promise<Result> {
  const { found, twin, faults } = await runPair(pair);
  for (const fault of faults) {
    console.error(`  ${fault}`);
    process.exitCode = 1;
  }
  return { isFound: found !== null, isTwinSilent: twin.alarms.length === 0 };
}
