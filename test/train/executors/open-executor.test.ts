import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { LoadedConfig } from '../../../src/config/file/load.ts';
import { UserError } from '../../../src/config/user-error.ts';
import { openExecutor } from '../../../src/train/executors/open-executor.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const task = { argv: ['true'], directory: '/', environment: {}, timeoutMs: 1000 };

test.skipIf(process.platform === 'win32')("a queue's commands know where their cluster is", async () => {
  vi.stubEnv('KUBERNETES_SERVICE_HOST', '10.0.0.1');
  vi.stubEnv('KUBERNETES_TOKEN', 'secret');
  const folder = await temporaryFolder();
  await writeFile(
    join(folder, 'submit.sh'),
    `env > '${folder}/env.new' && mv '${folder}/env.new' '${folder}/env'; echo 1`,
  );
  const executor = {
    kind: 'command',
    submit: `sh ${folder}/submit.sh`,
    status: 'true',
    cancel: 'echo {ids}',
  };
  const config = { executor: { ahead: 1, ...executor }, limits: { 'run-minutes': 1 }, trainer: {} };
  const opened = openExecutor({
    config: config as unknown as LoadedConfig,
    ...{ scratch: folder, warn: () => undefined },
  });
  const stop = new AbortController();
  const performed = opened.perform(task, { signal: stop.signal }).catch(() => null);
  const seen = await vi.waitFor(() => readFile(join(folder, 'env'), 'utf8'), { timeout: 10_000 });
  stop.abort();
  await performed;
  await opened.close();
  expect(seen).toMatch(/^KUBERNETES_SERVICE_HOST=10\.0\.0\.1$/m);
  expect(seen).not.toContain('KUBERNETES_TOKEN');
});

test.each<[string, Partial<LoadedConfig['executor']>]>([
  ['an address of Ray that is none', { kind: 'ray' }],
  ['a command without {ids}', { kind: 'command', submit: 'qsub {script}', status: 'qstat', cancel: 'qdel' }],
])('%s matters to what submits a job, and to nobody else', async (_, executor) => {
  vi.stubEnv('RAY_ADDRESS', 'ray://head:10001');
  vi.stubEnv('RAY_API_SERVER_ADDRESS', 'ray://head:10001');
  const config = { executor: { ahead: 1, ...executor }, limits: { 'run-minutes': 1 }, trainer: {} };
  const opened = openExecutor({
    config: config as unknown as LoadedConfig,
    ...{ scratch: '/nowhere', warn: expect.unreachable },
  });
  await expect(opened.perform(task, { signal: new AbortController().signal })).rejects.toThrow(UserError);
  await opened.close();
});
