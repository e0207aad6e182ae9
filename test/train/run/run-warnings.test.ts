import { expect, test } from 'vitest';
import { createRunWarnings } from '../../../src/train/run/run-warnings.ts';
import { smallExperiment } from '../../experiment/small-experiment.ts';

const run = (name: string, seed: number) => ({ model: { name }, seed });

test('the same warning is told once a model, with the number of runs; numbers in it may differ', () => {
  const lines: string[] = [];
  const warnings = createRunWarnings((line) => lines.push(line));
  for (const seed of [1, 2, 3]) {
    warnings.add(run('baseline', seed), 'log.csv was not read: it is empty');
    warnings.add(run('head', seed), `the run reports test accuracy 0.${seed}, but its predictions give 0.5`);
  }
  warnings.add(run('head', 3), 'log.csv was not read: it is empty');
  warnings.flush();
  expect(lines).toEqual([
    'baseline, 3 runs: log.csv was not read: it is empty',
    'head, 3 runs, such as seed 1: the run reports test accuracy 0.1, but its predictions give 0.5',
    'head, seed 3: log.csv was not read: it is empty',
  ]);
  warnings.add(run('baseline', 4), 'log.csv was not read: it is empty');
  warnings.flush();
  expect(lines).toHaveLength(3);
});

test('an experiment tells what all its runs warn of in one line a model', async () => {
  const run = await smallExperiment(
    {
      score: '(writeFileSync(CONCLUSIVE_RUN_DIR + "/log.csv", "a,b\\n1,2\\n"), 0.8 + arm / 10 + noise / 100)',
    },
    'seeds: 3\n',
  );
  const warnings: string[] = [];
  await run({ onProgress: (event) => event.kind === 'warning' && warnings.push(event.message) });
  expect(warnings.filter((warning) => warning.includes('log.csv')).sort()).toEqual([
    expect.stringMatching(/^baseline, 3 runs: log\.csv was not read/),
    expect.stringMatching(/^head, 3 runs: log\.csv was not read/),
  ]);
});
