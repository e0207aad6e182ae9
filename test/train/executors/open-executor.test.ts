import { expect, test, vi } from 'vitest';
import type { LoadedConfig } from '../../../src/config/file/load.ts';
import { UserError } from '../../../src/config/user-error.ts';
import { openExecutor } from '../../../src/train/executors/open-executor.ts';

const task = { argv: ['true'], directory: '/', environment: {}, writable: null, timeoutMs: 1000 };

test.each<[string, Partial<LoadedConfig['executor']>]>([
  ['an address of Ray that is none', { kind: 'ray' }],
  ['a command without {ids}', { kind: 'command', submit: 'qsub {script}', status: 'qstat', cancel: 'qdel' }],
])('%s matters to what submits a job, and to nobody else', async (_, executor) => {
  vi.stubEnv('RAY_ADDRESS', 'ray://head:10001');
  vi.stubEnv('RAY_API_SERVER_ADDRESS', 'ray://head:10001');
  const config = { executor: { ahead: 1, ...executor }, limits: { 'run-minutes': 1 }, trainer: {} };
  const opened = openExecutor({
    config: config as unknown as LoadedConfig,
    ...{ isolate: null, output: '/nowhere', scratch: '/nowhere', warn: expect.unreachable },
  });
  await expect(opened.perform(task, { signal: new AbortController().signal })).rejects.toThrow(UserError);
  await opened.close();
});
