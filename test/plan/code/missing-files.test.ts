import { expect, test } from 'vitest';
import { smallExperiment } from '../../experiment/small-experiment.ts';

test('a file of a split that no model has is refused before anything is trained', async () => {
  const run = await smallExperiment(
    { score: '0.5' },
    'checks: { files: { train: requirements.txt, test: data/tets.csv } }\n',
  );
  await expect(run()).rejects.toThrow(
    'checks.files.test: no model has "data/tets.csv"; correct the name, or, if git ignores the file, commit it',
  );
});

test.each([
  ['trian.mjs', 'train.mjs'],
  ['data/requirements.txt', 'requirements.txt'],
  ['data/holdout.parquet', null],
])('an evaluation file that no model has is told with the nearest name: %s', async (missing, nearest) => {
  const run = await smallExperiment({ score: '0.5' }, `evaluation: [${missing}]\n`);
  const hint = nearest === null ? 'correct the name' : `did you mean "${nearest}"? Correct the name`;
  await expect(run()).rejects.toThrow(
    `evaluation: no model has "${missing}"; ${hint}, or commit the file if git ignores it`,
  );
});
