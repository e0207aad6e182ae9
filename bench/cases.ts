/**
 * Simulates the statistics of evaluations, for docs/contributing/calibration.md.
 *
 *   npx rolldown bench/cases.ts --platform node --file node_modules/.cache/cases.mjs --log-level silent
 *   node node_modules/.cache/cases.mjs [guards|bootstrap|repeats|judges]… [--share 0.1]
 */
import { parseArgs } from 'node:util';
import { studyGuards } from './cases/guards.ts';

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { share: { type: 'string', default: '1' } },
});
const times = (repetitions: number) => Math.round(repetitions * Number(values.share));
const designs = (cases: readonly number[], repeats: readonly number[]) =>
  cases.flatMap((some) => repeats.map((each) => ({ cases: some, repeats: each })));

const STUDIES: Readonly<Record<string, () => string>> = {
  guards: () => studyGuards(designs([60, 200], [1, 3, 10]), times(2000), false),
  'guards-2000': () => studyGuards(designs([2000], [1, 3, 10]), times(400), false),
  bootstrap: () => studyGuards(designs([60, 200], [1, 3]), times(1000), true),
};

for (const [name, study] of Object.entries(STUDIES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n## ${name}\n\n${study()}`);
}
