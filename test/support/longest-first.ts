/** The longest files begin first, so that none of them is alone in the end. Vitest knows how long files take only where they have run before. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Of the long tests, those of a minute and a half and more. */
const LONGEST = [
  'experiments/pitfall-pairs.long.test.ts',
  'executors/slurm.long.test.ts',
  'cli/hostile.long.test.ts',
  'cli/kill.long.test.ts',
  'cli/checks-with-runs.long.test.ts',
];

export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLongest = ({ moduleId }: TestSpecification) => LONGEST.some((name) => moduleId.endsWith(name));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}
