import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { PreparedBaseline } from '../../../src/plan/code/prepare-models.ts';
import { everySource } from '../../../src/plan/runs/source-seeds.ts';
import { localExecutor } from '../../../src/train/executors/local.ts';
import { createModuleTrainer } from '../../../src/train/trainers/module-trainer.ts';
import { openWorkTrees } from '../../../src/train/work-tree/work-trees.ts';
import { parseConfig } from '../../support/parse-config.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const CONFIG = `
trainer: { module: model.ts, backend: wasm }
metrics: [{ name: accuracy }]
models: { baseline: {}, variants: [{ name: b, params: { a: 1 } }] }
`;

test.skipIf(process.platform === 'win32')(
  'what was told of the code of a module ends with an edit of a file that it imports',
  async () => {
    const root = await temporaryFolder();
    const trainer = await createModuleTrainer(parseConfig(CONFIG, 'conclusive.yml'), 'model.ts', root, {
      ...{ baseline: { params: {}, code: '' } as unknown as PreparedBaseline, executor: localExecutor(null) },
      ...{ workTrees: openWorkTrees({ checkout: root, output: join(root, 'out') }), scratch: root },
      ...{ output: root, times: false },
    });
    const runDirectory = join(root, 'tmp/run');
    await mkdir(runDirectory, { recursive: true });
    const task = {
      ...{ directory: root, workingDirectory: root, runDirectory, params: {} },
      ...{ seed: 1, seeds: everySource(1), signal: new AbortController().signal },
    } as unknown as Parameters<typeof trainer.command>[0];
    const told = async (imported: string) => {
      await writeFile(join(root, 'part.ts'), imported);
      const mayShare = (await trainer.worker(task)) !== null;
      await trainer.command(task);
      const path = join(dirname(runDirectory), 'job.json');
      const job = JSON.parse(await readFile(path, 'utf8'));
      await rm(path);
      return { mayShare, functions: job.repeatable?.functions };
    };
    await writeFile(join(root, 'model.ts'), `import { part } from './part.ts';\nexport default { part };`);
    expect(await told('export function part() { return 1; }')).toEqual({
      ...{ mayShare: true, functions: ['part'] },
    });
    expect(await told('export function part() { return Math.random(); }')).toEqual({
      ...{ mayShare: true, functions: [] },
    });
    expect(await told('export function part() { process.exitCode = 0; }')).toEqual({
      ...{ mayShare: false, functions: undefined },
    });
  },
);
