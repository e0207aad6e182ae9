/** The scikit-learn experiment, run for real where Python has scikit-learn. `.ci/run` installs it. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runExperiment } from '../../../src/experiment.ts';
import { readResult } from '../../support/result-schema.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { conclusive, copyFixture } from '../support/command.ts';
import { pythonWith } from '../support/python.ts';

const VARIANCE = new URL('../../../fixtures/sklearn-wine/variance.yml', import.meta.url);
const FOLDS = new URL('../../../fixtures/sklearn-wine/folds.yml', import.meta.url);

const python = pythonWith('sklearn');

describe.skipIf(python === null)('a scikit-learn script as trainer (needs python3 with scikit-learn)', () => {
  test('goes from clone to verdict with one command', async () => {
    const directory = await temporaryFolder();
    await copyFixture(directory, 'sklearn-wine', (config) =>
      config.replace('seeds: 5', 'seeds: 3').replace('python3', python ?? ''),
    );
    const { code, stdout, stderr } = await conclusive(directory, 'run', '--json');
    expect(code, stderr).toBe(0);
    const result = readResult(stdout);
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

  test('has its spread split by source (variance.yml with as few runs as the check takes)', async () => {
    const directory = await temporaryFolder();
    await copyFixture(directory, 'sklearn-wine', () =>
      readFileSync(VARIANCE, 'utf8')
        .replace('python3', python ?? '')
        .replace('epochs: 20', 'epochs: 5')
        .replace('seeds: 5', 'seeds: 2')
        .replace('{ variance: { seeds: 4 } }', '{ variance: { seeds: 3 }, reproducible: false }'),
    );
    const { result } = await runExperiment({ repository: directory, config: 'conclusive.yml' });
    const sources = result.checks.filter(({ id }) => id === 'variance-sources');
    expect(sources.map(({ model, status }) => [model, status])).toEqual([
      ['baseline', 'pass'],
      ['forest', 'pass'],
    ]);
    // Whatever a program starts from, the wines that it is trained on decide most of a run's log loss.
    expect(sources[0]?.message).toMatch(/data/);
    // Nine runs of each model in a Latin square, of which the comparison has one.
    expect(result.runs).toMatchObject({ trained: 20, forChecks: 16 });
  });

  test('is cross-validated with a script of its own', async () => {
    const directory = await temporaryFolder();
    await copyFixture(directory, 'sklearn-wine', () =>
      readFileSync(FOLDS, 'utf8')
        .replace('python3', python ?? '')
        .replace('{ k: 5, repeats: 3 }', '{ k: 3, repeats: 1 }\nchecks: { reproducible: false }'),
    );
    const { result } = await runExperiment({ repository: directory, config: 'conclusive.yml' });
    expect(result.comparisons[0]).toMatchObject({
      variant: 'forest',
      pairing: 'fold',
      interval: { method: 'nadeau-bengio' },
      candidate: { n: 3 },
    });
    expect(result.checks.find(({ id }) => id === 'test-examples')).toMatchObject({ status: 'pass' });
  });
});
