import { expect, test } from 'vitest';
import { smallExperiment } from './small-experiment.ts';

test('a file of a split that no model has is refused before anything is trained', async () => {
  const run = await smallExperiment(
    { score: '0.5' },
    'checks: { files: { train: requirements.txt, test: data/tets.csv } }\n',
  );
  await expect(run()).rejects.toThrow(
    'checks.files.test: no model has "data/tets.csv"; it is misspelt, or git ignores it',
  );
});
