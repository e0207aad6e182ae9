import { expect, test } from 'vitest';
import type { PreparedBaseline } from '../../../src/plan/code/prepare-models.ts';
import { localExecutor } from '../../../src/train/executors/local.ts';
import { createModuleTrainer } from '../../../src/train/module/module-trainer.ts';
import { openWorkTrees } from '../../../src/train/work-tree/work-trees.ts';
import { parseConfig } from '../../support/parse-config.ts';
import { temporaryFolder } from '../../support/temporary.ts';

test.each([
  ['by default', '', '', true],
  ['where the config wants none', 'shortcuts: false', '', false],
  ['where nothing would verify them', '', 'checks: { reproducible: false }', false],
])('shortcuts: %s', async (_, key, checks, expected) => {
  const root = await temporaryFolder();
  const config = `
trainer: { module: model.ts, backend: wasm, ${key} }
metrics: [{ name: accuracy }]
models: { baseline: {}, variants: [{ name: b, params: { a: 1 } }] }
${checks}
`;
  const trainer = await createModuleTrainer(parseConfig(config, 'conclusive.yml'), 'model.ts', root, {
    ...{ baseline: { params: {}, code: '' } as unknown as PreparedBaseline, executor: localExecutor() },
    ...{ workTrees: openWorkTrees({ checkout: root, output: root }), scratch: root, output: root },
    times: false,
  });
  expect(trainer.hasShortcuts).toBe(expected);
  expect(trainer.worker !== null).toBe(expected && process.platform !== 'win32');
});
