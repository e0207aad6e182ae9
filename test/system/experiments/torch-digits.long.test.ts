/** The PyTorch experiment, run for real where a Python has PyTorch and scikit-learn. `.ci/run` installs them. */
import { describe, expect, test } from 'vitest';
import { readResult } from '../../support/result-schema.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { conclusive, copyFixture } from '../support/command.ts';
import { pythonWith } from '../support/python.ts';

const python = pythonWith('torch', 'sklearn');

describe.skipIf(python === null)(
  'a PyTorch script as trainer (needs Python with torch and scikit-learn)',
  () => {
    test('goes from clone to verdict with one command, on logs that are its own', async () => {
      const directory = await temporaryFolder();
      // A busy machine may take too long for a run to be repeated without being asked.
      await copyFixture(
        directory,
        'torch-digits',
        (config) => `${config.replaceAll('python3', python ?? '')}checks: { reproducible: true }\n`,
      );
      const { code, stdout, stderr } = await conclusive(directory, 'run', '--json', '--seeds', '3');
      expect(code, stderr).toBe(0);
      const result = readResult(stdout);
      expect(result).toMatchObject({
        // A true gain of less than a point: on 797 examples it takes more seeds than these to show for new ones.
        verdict: 'inconclusive',
        scope: 'new-examples',
        comparisons: expect.arrayContaining([
          expect.objectContaining({
            metric: 'accuracy',
            role: 'primary',
            candidate: expect.objectContaining({ n: 3 }),
          }),
        ]),
      });
      expect(result.models.map(({ name, runs, parameters }) => [name, runs.ok, parameters])).toEqual([
        ['baseline', 3, 64 * 32 + 32 + 32 * 10 + 10],
        ['wider', 3, 64 * 128 + 128 + 128 * 10 + 10],
      ]);
      for (const { values } of result.models)
        for (const { value } of values.accuracy ?? []) expect(value).toBeGreaterThan(0.9);
      expect(result.curves.map(({ model }) => model)).toEqual(['baseline', 'wider']);
      const status = (id: string) =>
        result.checks.filter((check) => check.id === id).map((check) => check.status);
      expect(status('test-examples')).toEqual(['pass']);
      expect(status('seed-effect')).toEqual(['pass', 'pass']);
      expect(status('reproducible')).toEqual(['pass', 'pass']);
    });
  },
);
