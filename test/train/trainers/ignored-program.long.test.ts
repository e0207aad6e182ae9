import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runExperiment } from '../../../src/experiment.ts';
import { Repository } from '../../support/repository.ts';

const TRAIN = `
import { writeFileSync } from 'node:fs';
const { CONCLUSIVE_RUN_DIR: folder, CONCLUSIVE_SEED: seed } = process.env;
writeFileSync(folder + '/metrics.json', JSON.stringify({ accuracy: Number(seed) / 10 }));
`;
test.skipIf(process.platform === 'win32')(
  'an interpreter that git ignores trains the base, too',
  async () => {
    const repository = await Repository.create();
    await repository.commit({
      '.gitignore': '.venv/\n.conclusive/\n',
      'train.mjs': TRAIN,
      'conclusive.yml': `trainer: { command: .venv/bin/python train.mjs }
models: { baseline: { ref: base }, variants: [{ name: head, params: { arm: 1 } }] }
metrics: [{ name: accuracy }]
seeds: 2
`,
    });
    await repository.write({ '.venv/bin/python': `#!/bin/sh\nexec "${process.execPath}" "$@"\n` });
    await chmod(join(repository.path, '.venv/bin/python'), 0o755);
    const { result } = await runExperiment({
      repository: repository.path,
      config: 'conclusive.yml',
      base: 'HEAD',
    });
    expect(result.models.map(({ runs }) => runs.ok)).toEqual([2, 2]);
  },
);
