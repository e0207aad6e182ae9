/** The longest files begin first, so that none of them is alone in the end. Vitest knows how long files take only where they have run before. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Of the long tests, those of half a minute and more. Vitest would begin with the largest files; some of these have ten lines. */
const LONGEST = [
  'experiments/pitfall-pairs',
  'executors/slurm',
  'faults/other-faults',
  'cli/hostile',
  'faults/comment-faults',
  'cli/kill',
  'cli/checks-with-runs',
  'experiments/recipes',
  'experiments/data-checks',
  'experiments/pitfalls',
].map((name) => fileURLToPath(new URL(`../system/${name}.long.test.ts`, import.meta.url)));
const missing = LONGEST.filter((path) => !existsSync(path));
if (missing.length > 0)
  throw new Error(`${missing.join(', ')}: no such tests; mend the list in longest-first.ts`);

export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      LONGEST.includes(moduleId) ? LONGEST.indexOf(moduleId) : LONGEST.length;
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
