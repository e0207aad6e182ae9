/** Runs train on this machine exactly where the user says so, or where the queue of `when: available` is not there. */
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { LoadedConfig } from '../../../src/config/file/load.ts';
import { chooseExecutor } from '../../../src/train/executors/choose-executor.ts';
import { temporaryFolder } from '../../support/temporary.ts';

type Executor = LoadedConfig['executor'];

/** Leaves only this folder on the PATH, with these programs. */
async function onlyWith(...programs: readonly string[]) {
  const folder = await temporaryFolder();
  for (const name of programs) await writeFile(join(folder, name), '', { mode: 0o755 });
  await writeFile(join(folder, 'no-program'), '');
  await mkdir(join(folder, 'bin'));
  vi.stubEnv('PATH', ['', join(folder, 'none'), folder].join(delimiter));
  for (const name of ['RAY_ADDRESS', 'RAY_API_SERVER_ADDRESS']) vi.stubEnv(name, '');
  return folder;
}

const VERSION = '{"version": "4", "ray_version": "2.40.0", "ray_commit": "a1b2"}';

async function dashboard(status: number, answer = VERSION) {
  const server = createServer((_, response) => response.writeHead(status).end(answer));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const commands = (submit: string) => ({ kind: 'command' as const, submit, status: 'true', cancel: '{ids}' });

/** Name, whether it is there, programs on the PATH, and the queue of the config. */
const QUEUES: ReadonlyArray<
  readonly [
    string,
    boolean,
    readonly string[],
    (folder: string) => Partial<Executor> | Promise<Partial<Executor>>,
  ]
> = [
  ['sbatch', true, ['sbatch'], () => ({ kind: 'slurm' })],
  ['no sbatch', false, ['squeue'], () => ({ kind: 'slurm' })],
  ['the program of submit', true, ['qsub'], () => commands('qsub "{script}"')],
  ['no program of submit', false, [], () => commands('qsub {script}')],
  ['a file that is no program', false, [], () => commands('no-program {script}')],
  ['a folder on the PATH', false, [], () => commands('bin {script}')],
  [
    'a path that is not there',
    false,
    ['submit.sh'],
    (folder) => commands(`${folder}/bin/submit.sh {script}`),
  ],
  ['a path', true, ['submit.sh'], (folder) => commands(`${folder}/submit.sh {script}`)],
  ['a dashboard', true, [], async () => ({ kind: 'ray', address: await dashboard(200) })],
  ['a dashboard that fails', false, [], async () => ({ kind: 'ray', address: await dashboard(500) })],
  ['a dashboard that wants a token', true, [], async () => ({ kind: 'ray', address: await dashboard(401) })],
  ['another server', false, [], async () => ({ kind: 'ray', address: await dashboard(200, '{}') })],
  ['a page', false, [], async () => ({ kind: 'ray', address: await dashboard(200, '<html>') })],
  ['a list', false, [], async () => ({ kind: 'ray', address: await dashboard(200, 'null') })],
  ['no dashboard', false, [], () => ({ kind: 'ray', address: 'http://127.0.0.1:9' })],
];

describe.skipIf(process.platform === 'win32')('with', () => {
  test.each(QUEUES)('%s', async (_, isThere, programs, make) => {
    const queue = { ...(await make(await onlyWith(...programs))), cpus: 4, ahead: 3 } as Executor;
    const here = { kind: 'local', ahead: 3 };
    const choose = async (executor: Executor, asked?: 'local') => {
      const told: string[] = [];
      const chosen = await chooseExecutor(executor, asked, (message) => told.push(message));
      return { chosen, told: told.length };
    };
    expect(await choose(queue)).toEqual({ chosen: queue, told: 0 });
    const mayBeMissing: Executor = { ...queue, when: 'available' };
    expect(await choose(mayBeMissing)).toEqual(
      isThere ? { chosen: mayBeMissing, told: 0 } : { chosen: here, told: 1 },
    );
    for (const executor of [queue, mayBeMissing])
      expect(await choose(executor, 'local')).toEqual({ chosen: here, told: 0 });
  });
});
