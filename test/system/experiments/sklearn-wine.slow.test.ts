/** Where the spread of the scikit-learn experiment comes from. `checks-with-runs.long.test.ts` holds the check itself, with a quicker program. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runExperiment } from '../../../src/experiment.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { copyFixture } from '../support/command.ts';
import { pythonWith } from '../support/python.ts';

const VARIANCE = new URL('../../../fixtures/sklearn-wine/variance.yml', import.meta.url);

const python = pythonWith('sklearn');

test.skipIf(python === null)(
  'a scikit-learn script has its spread split by source (variance.yml with as few runs as the check takes) (needs Python)',
  async () => {
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
  },
);
