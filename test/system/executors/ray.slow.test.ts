/** The shipped program with a cluster of Ray: one node of two cores, in a network of its own, since Ray listens on every address. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findTool } from '../../support/find-tool.ts';
import { Repository } from '../../support/repository.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { CLI, start } from '../support/command.ts';
import { experimentOn } from './experiments.ts';
import { oneExperiment } from './same-result.ts';

const isThere =
  process.platform === 'linux' &&
  ['ray', 'unshare', 'nsenter', 'ip'].every((tool) => findTool(tool) !== null);
const RAY = 'executor: { kind: ray }';
const LIST = `require('http').get('http://127.0.0.1:8265/api/jobs/', { headers: { authorization: 'Bearer ' + process.env.RAY_AUTH_TOKEN } }, (answer) => answer.pipe(process.stdout))`;
const TOKEN = 'only-for-this-test-0123456789abcdef';
/** In which Ray starts a job, or takes it for failed. */
const START_SECONDS = 30;

interface Job {
  readonly submission_id: string;
  readonly status: string;
  readonly error_type: string | null;
}

const isActive = ({ status }: Job) => status === 'PENDING' || status === 'RUNNING';

describe.skipIf(!isThere)(
  'an experiment on Ray (needs pip install "ray[default]" and user namespaces)',
  () => {
    let root: string;
    let head: ChildProcess;
    /** Node in the network of the cluster. */
    let node: string;

    const jobs = (): Job[] =>
      JSON.parse(execFileSync(node, ['-e', LIST], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    /** A program on the path of the cluster and of whoever uses it. */
    async function install(name: string, line: string): Promise<void> {
      await mkdir(join(root, 'bin'), { recursive: true });
      await writeFile(join(root, 'bin', name), `#!/bin/sh\n${line} "$@"\n`, { mode: 0o755 });
    }
    const inCluster = (folder: string, args: readonly string[]) => start(folder, args, node);

    beforeAll(async () => {
      root = await mkdtemp(join(tmpdir(), 'ray-'));
      // What is trained in a job has the environment of the job.
      await install('conclusive', `exec env -u TORCH_OF_NODE '${process.execPath}' '${CLI}'`);
      const command = `ip link set lo up && exec ray start --head --block --num-cpus=2 --num-gpus=0 --disable-usage-stats --temp-dir=${root}`;
      head = spawn(findTool('unshare') ?? '', ['--map-root-user', '--net', 'sh', '-c', command], {
        stdio: 'ignore',
        detached: true,
        env: {
          ...process.env,
          PATH: `${join(root, 'bin')}:${process.env.PATH}`,
          ...{ RAY_AUTH_MODE: 'token', RAY_AUTH_TOKEN: TOKEN },
          ...{ TORCH_OF_NODE: '1', RAY_JOB_START_TIMEOUT_SECONDS: String(START_SECONDS) },
        },
      });
      node = join(root, 'node');
      await writeFile(
        node,
        `#!/bin/sh\nRAY_AUTH_TOKEN=${TOKEN} exec nsenter --target ${head.pid} --user --net --preserve-credentials '${process.execPath}' "$@"\n`,
      );
      await chmod(node, 0o755);
      while (head.exitCode === null) {
        try {
          jobs();
          return;
        } catch {
          await sleep(500);
        }
      }
      expect.unreachable('Ray has not started');
    });
    afterAll(async () => {
      // Its daemons are in sessions of their own, and end with the head.
      head.kill('SIGTERM');
      while (head.exitCode === null && head.signalCode === null) await sleep(100);
      await rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 });
    });

    test('has the result of one machine, without the environment of the head, and leaves no job', async () => {
      const { folder, run, expectSame } = await oneExperiment({ ray: RAY });
      await run('local');
      await run('ray', node);
      await expectSame('local', 'ray');
      // A job that is stopped while Ray starts it may stay on its list as failed.
      expect(jobs().filter(isActive)).toEqual([]);
      expect(await readdir(join(folder, 'out/ray/tmp'))).toEqual([]);
    });

    test('loses no run to the time that Ray lets a job wait', async () => {
      const gate = join(await temporaryFolder(), 'go');
      const { folder, args, result } = await experimentOn(RAY, { gate, free: 0 });
      const { finished } = inCluster(folder, args);
      while (jobs().every(({ error_type }) => error_type !== 'JOB_SUPERVISOR_ACTOR_START_TIMEOUT'))
        await sleep(500);
      await writeFile(gate, '');
      const { code, stderr } = await finished;
      expect(stderr).not.toContain('lost');
      expect(code, stderr).toBe(1);
      expect((await result()).runs).toEqual({ trained: 8, reused: 0, failures: [] });
    });

    test('that asks for more GPUs than there are says so', async () => {
      const { folder, args } = await experimentOn('executor: { kind: ray, gpus: 4, queue-minutes: 0.1 }');
      const { code, stderr } = await inCluster(folder, args).finished;
      expect(stderr).toMatch(
        /\nerror: executor: no job has started for 0\.1 min, and none runs: no node of Ray may have room for executor\.cpus: 1 and executor\.gpus: 4;/,
      );
      expect(code).toBe(2);
    });

    test('whose nodes share no folder has its verdict from packages, as the example does it', async () => {
      await install(
        'ray',
        `RAY_AUTH_MODE=token RAY_AUTH_TOKEN=${TOKEN} exec nsenter --target ${head.pid} --user --net --preserve-credentials '${findTool('ray')}'`,
      );
      const outside = join(root, 'without-a-folder');
      await mkdir(join(outside, 'package'), { recursive: true });
      await mkdir(join(outside, 'records'));
      await mkdir(join(outside, 'clone'));
      const repository = Repository.at(join(outside, 'clone'));
      await repository.git('init', '--quiet', '--initial-branch=main');
      const { args } = await experimentOn('', { repository });
      await repository.git('checkout', '--quiet', '-b', 'your-branch');
      await repository.git('branch', '--force', 'main', args[2] ?? '');
      await copyFile('examples/ray/shard.sh', join(outside, 'package/shard.sh'));
      const commands = (await readFile('examples/ray/wave.sh', 'utf8'))
        .replaceAll('1 2 3 4', '1 2')
        .replace('$i/4', '$i/2')
        .replace('num-cpus 4', 'num-cpus 1');
      const train = (wave: string) =>
        spawnSync('bash', ['-c', commands, 'wave.sh', wave], {
          cwd: repository.path,
          encoding: 'utf8',
          env: { ...process.env, PATH: `${join(root, 'bin')}:${process.env.PATH}` },
        });
      const first = train('1');
      expect(first.status, first.stderr).toBe(4);
      const last = train('checks');
      expect(last.status, last.stderr).toBe(1);
    });

    test('leaves no job running after SIGINT, and goes on from its records', async () => {
      const gate = join(await temporaryFolder(), 'go');
      const { folder, args } = await experimentOn(RAY, { gate });
      const { child, finished } = inCluster(folder, args);
      while (jobs().every(({ status }) => status !== 'RUNNING')) await sleep(500);
      child.kill('SIGINT');
      await finished;
      await writeFile(gate, '');
      const { code, stderr } = await inCluster(folder, args).finished;
      expect(code, stderr).toBe(1);
      expect(jobs().filter(isActive)).toEqual([]);
    });
  },
);
