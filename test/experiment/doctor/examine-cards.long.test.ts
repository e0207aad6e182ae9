/** In a file of its own, because a process lists its cards once. */
import { delimiter } from 'node:path';
import { expect, test, vi } from 'vitest';
import { examine } from '../../../src/experiment/doctor/examine.ts';
import { Repository } from '../../support/repository.ts';
import { nvidiaSmi } from '../../train/process/stand-in-cards.ts';

const NODE = process.execPath.replaceAll('\\', '/');
const PROGRAM = `import { writeFileSync } from 'node:fs';
writeFileSync(process.argv[2] + '/metrics.json', JSON.stringify({ accuracy: Math.random() }));
`;
const CONFIG = `trainer: { command: '"${NODE}" train.mjs {run_dir} {seed}' }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, margin: 0.01 }]
`;

test.skipIf(process.platform === 'win32')('a card for each run, where there are several', async () => {
  const card = { name: 'A100', total: 81_920, used: 0, programs: 0, mig: [] };
  vi.stubEnv('PATH', [await nvidiaSmi([card, card]), process.env.PATH].join(delimiter));
  const repository = await Repository.create();
  await repository.commit({ 'train.mjs': `${PROGRAM}// base\n`, '.gitignore': '.conclusive/\n' });
  await repository.commit({ 'train.mjs': PROGRAM, 'conclusive.yml': CONFIG });
  const findings = await examine({
    repository: repository.path,
    config: 'conclusive.yml',
    base: 'HEAD~1',
    baseIsExact: true,
    onStep() {},
  });
  const of = (topic: string) => findings.findLast((finding) => finding.topic === topic);
  expect(of('gpus')).toMatchObject({
    status: 'note',
    message: expect.stringContaining('write limits: { gpus: 2 }'),
  });
  expect(of('repeatability')?.message).toContain('torch.use_deterministic_algorithms(True)');
});
