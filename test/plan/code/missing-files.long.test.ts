import { expect, test } from 'vitest';
import { runExperiment } from '../../../src/experiment.ts';
import { Repository } from '../../support/repository.ts';

test('data that git ignores is in no work tree: the first line of the report says so, and what to do', async () => {
  const repository = await Repository.create();
  const node = process.execPath.replaceAll('\\', '/');
  await repository.commit({
    '.gitignore': 'data/\n.conclusive/\n',
    'train.mjs': `import { readFileSync, writeFileSync } from 'node:fs';
      const mean = Number(readFileSync('data/train.csv', 'utf8'));
      const noise = Math.sin(Number(process.env.CONCLUSIVE_SEED)) / 100;
      writeFileSync(process.env.CONCLUSIVE_RUN_DIR + '/metrics.json', JSON.stringify({ accuracy: mean + noise }));`,
    'conclusive.yml': `trainer: { command: '"${node}" train.mjs' }
models: { baseline: { ref: base }, variants: [{ name: head }] }
metrics: [{ name: accuracy, margin: 0.01 }]
seeds: 4
limits: { retries: 0 }
`,
  });
  await repository.write({ 'data/train.csv': '0.8', 'notes.md': 'a change' });
  const { markdown } = await runExperiment({
    repository: repository.path,
    config: 'conclusive.yml',
    base: 'HEAD',
  });
  expect(markdown.split('\n')[0]).toContain(
    'data/train.csv is in the checkout, but not in the work tree of base: git ignores it',
  );
});
