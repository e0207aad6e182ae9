/** The longest files begin first, so that none of them is alone in the end. Vitest knows how long files take only where they have run before. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Of the long tests, those of a minute and a half and more. */
const LONGEST = [
  'experiments/pitfall-pairs',
  'executors/slurm',
  'cli/hostile',
  'cli/kill',
  'cli/checks-with-runs',
].map((name) => fileURLToPath(new URL(`../system/${name}.long.test.ts`, import.meta.url)));
const missing = LONGEST.filter((path) => !existsSync(path));
if (missing.length > 0)
  throw new Error(`${missing.join(', ')}: no such tests; mend the list in longest-first.ts`);

export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLongest = ({ moduleId }: TestSpecification) => LONGEST.includes(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}
