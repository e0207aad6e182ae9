/** The scikit-learn experiment, run for real where Python has scikit-learn. `.ci/run` installs it. */
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { ExperimentResult } from '../../src/verdict/result.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { conclusive, copyFixture } from './command.ts';

/** A skip is seen by nobody in CI: there it is an error. */
function hasScikitLearn(): boolean {
  try {
    execFileSync('python3', ['-c', 'import sklearn'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    if (process.env.CI === 'true')
      throw new Error('python3 has no scikit-learn: pip install scikit-learn', { cause: error });
    return false;
  }
}

describe.skipIf(!hasScikitLearn())(
  'a scikit-learn script as trainer (needs python3 with scikit-learn)',
  () => {
    test('goes from clone to verdict with one command', async () => {
      const directory = await temporaryFolder();
      await copyFixture(directory, 'sklearn-wine', (config) => config.replace('seeds: 5', 'seeds: 3'));
      const { code, stdout, stderr } = await conclusive(directory, 'run', '--json');
      expect(code, stderr).toBe(0);
      const result = JSON.parse(stdout) as ExperimentResult;
      expect(result.models.map(({ name, runs }) => [name, runs.ok])).toEqual([
        ['baseline', 3],
        ['forest', 3],
      ]);
      for (const { values } of result.models) {
        // Three wines: guessing the largest class gives 0.4.
        for (const { value } of values.accuracy ?? []) expect(value).toBeGreaterThan(0.8);
      }
      expect(result.curves.map(({ model }) => model)).toContain('baseline');
      expect(result.checks.find(({ id }) => id === 'test-examples')).toMatchObject({ status: 'pass' });
    });
  },
);
