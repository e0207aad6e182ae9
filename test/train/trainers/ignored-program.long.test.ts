import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runExperiment } from '../../../src/experiment.ts';
import { Repository } from '../../support/repository.ts';

test.skipIf(process.platform === 'win32')(
  'an interpreter that git ignores trains the base, too',
  async () => {
    const repository = await Repository.create();
    await repository.commit({
      '.gitignore': '.venv/\n.conclusive/\n',
      'train.sh': 'echo "{\\"accuracy\\": 0.$CONCLUSIVE_SEED}" > "$CONCLUSIVE_RUN_DIR/metrics.json"\n',
      'conclusive.yml': `trainer: { command: .venv/bin/python train.sh }
models: { baseline: { ref: base }, variants: [{ name: head, params: { arm: 1 } }] }
metrics: [{ name: accuracy }]
seeds: 2
`,
    });
    await repository.write({ '.venv/bin/python': '#!/bin/sh\nexec sh "$@"\n' });
    await chmod(join(repository.path, '.venv/bin/python'), 0o755);
    const { result } = await runExperiment({
      repository: repository.path,
      config: 'conclusive.yml',
      base: 'HEAD',
    });
    expect(result.models.map(({ runs }) => runs.ok)).toEqual([2, 2]);
  },
);
