/**
 * Simulates the statistics of evaluations, for docs/contributing/calibration.md.
 *
 *   npx rolldown bench/cases.ts --platform node --file node_modules/.cache/cases.mjs --log-level silent
 *   node node_modules/.cache/cases.mjs [guards|guards-2000|repeats|judges|bootstrap]… [--share 0.1]
 */
import { parseArgs } from 'node:util';
import { studyGuards } from './cases/guards.ts';
import { studyJudges } from './cases/judges.ts';
import { studyRepeats } from './cases/repeats.ts';

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
  repeats: () => studyRepeats(designs([50, 200, 2000], [3, 10]), times(2000)),
  judges: () =>
    studyJudges(
      [
        [200, 20],
        [200, 30],
        [200, 50],
        [2000, 100],
      ],
      times(4000),
    ),
  bootstrap: () => studyGuards(designs([60, 200], [1, 3]), times(1000), true),
};

for (const [name, study] of Object.entries(STUDIES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n## ${name}\n\n${study()}`);
}
