/**
 * The scikit-learn experiment, run for real where Python has scikit-learn. `.ci/run` installs it. Its folds.yml is that of
 * docs/how-to/frameworks/scikit-learn.md, which `recipes.long.test.ts` runs, with a metric more; its variance.yml: `sklearn-wine.slow.test.ts`.
 */
import { describe, expect, test } from 'vitest';
import { readResult } from '../../support/result-schema.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { conclusive, copyFixture } from '../support/command.ts';
import { pythonWith } from '../support/python.ts';

const python = pythonWith('sklearn');

describe.skipIf(python === null)('a scikit-learn script as trainer (needs python3 with scikit-learn)', () => {
  test('goes from clone to verdict with one command', async () => {
    const directory = await temporaryFolder();
    await copyFixture(directory, 'sklearn-wine', (config) =>
      config.replace('seeds: 5', 'seeds: 2').replace('python3', python ?? ''),
    );
    const { code, stdout, stderr } = await conclusive(directory, 'run', '--json');
    expect(code, stderr).toBe(0);
    const result = readResult(stdout);
    expect(result.models.map(({ name, runs }) => [name, runs.ok])).toEqual([
      ['baseline', 2],
      ['forest', 2],
    ]);
    for (const { values } of result.models) {
      // Three wines: guessing the largest class gives 0.4.
      for (const { value } of values.accuracy ?? []) expect(value).toBeGreaterThan(0.8);
    }
    expect(result.curves.map(({ model }) => model)).toContain('baseline');
    expect(result.checks.find(({ id }) => id === 'test-examples')).toMatchObject({ status: 'pass' });
  });
});
