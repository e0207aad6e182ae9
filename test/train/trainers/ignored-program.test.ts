import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runExperiment } from '../../../src/experiment.ts';
import { withIgnoredProgram } from '../../../src/train/trainers/ignored-program.ts';
import { Repository } from '../../support/repository.ts';
import { temporaryFolder } from '../../support/temporary.ts';

test('the work tree comes first, and what neither has stays as it is written', async () => {
  const [directory, checkout] = [await temporaryFolder(), await temporaryFolder()];
  const at = (program: string) => withIgnoredProgram([program, 'train.py'], { directory, checkout });
  await mkdir(join(checkout, 'bin'));
  await writeFile(join(checkout, 'bin/python'), '');
  await writeFile(join(checkout, 'bin/data'), '');
  expect(at('bin/python')).toEqual([join(checkout, 'bin/python'), 'train.py']);
  expect(at('bin/pyhton')).toEqual(['bin/pyhton', 'train.py']);
  expect(at('python')).toEqual(['python', 'train.py']);
  const behind = (...argv: readonly string[]) => withIgnoredProgram(argv, { directory, checkout });
  const own = join(checkout, 'bin/python');
  expect(behind('env', 'SEED=1', 'bin/python', 'bin/data')).toEqual(['env', 'SEED=1', own, 'bin/data']);
  expect(behind('sh', '-c', 'exec "$@"', '1', 'bin/python')).toEqual(['sh', '-c', 'exec "$@"', '1', own]);
  await mkdir(join(directory, 'bin'));
  await writeFile(join(directory, 'bin/python'), '');
  expect(at('bin/python')).toEqual(['bin/python', 'train.py']);
});

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
