/** The shipped program with a cluster of its own: three nodes of two cores on this machine, and a queue that takes 20 jobs. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findTool } from '../../support/find-tool.ts';
import { Repository } from '../../support/repository.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { start } from '../support/command.ts';
import { experimentOn } from './experiments.ts';

const isThere = process.platform === 'linux' && process.getuid?.() === 0 && findTool('slurmctld') !== null;
const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const SLURM = 'executor: { kind: slurm }';

describe.skipIf(!isThere)(
  'an experiment on Slurm (needs slurmctld, slurmd, slurm-client, munge, and root)',
  () => {
    let cluster: string;
    /** Slurm has no limit below a minute, and looks at it twice a minute: this one goes on beside the others, on a node of its own. */
    let limited: Awaited<ReturnType<typeof experimentOn>>;
    let limitedRun: ReturnType<typeof limited.run>;
    beforeAll(async () => {
      cluster = await mkdtemp(join(tmpdir(), 'slurm-'));
      execFileSync(script('slurm-start.sh'), [cluster], { stdio: 'ignore' });
      process.env.SLURM_CONF = join(cluster, 'slurm.conf');
      const repository = Repository.at(join(cluster, 'limited'));
      await mkdir(repository.path);
      await repository.git('init', '--quiet', '--initial-branch=main');
      limited = await experimentOn(
        'executor: { kind: slurm, options: [--time=1, --nodelist=n3] }\nlimits: { retries: 0, failed-runs: 1 }',
        { gate: join(cluster, 'never'), seeds: 3, repository },
      );
      limitedRun = limited.run();
    });
    afterAll(async () => {
      execFileSync(script('slurm-stop.sh'), [cluster]);
      delete process.env.SLURM_CONF;
      await sleep(1000);
      await rm(cluster, { recursive: true, force: true });
    });

    /** Of an experiment. */
    const jobs = (folder: string) =>
      execFileSync('squeue', ['--noheader', '--format=%Z'], { encoding: 'utf8' })
        .split('\n')
        .filter((directory) => directory.startsWith(folder));
    /** Waits until nodes have begun so many jobs. */
    const begun = async (folder: string, count: number) => {
      const files = async () =>
        readdir(join(folder, '.conclusive/tmp'), { recursive: true }).catch((): string[] => []);
      while ((await files()).filter((file) => file.endsWith('begun.json')).length < count) await sleep(100);
    };

    /** As when the power fails: the daemon, what it has started, and what watches over that. */
    function killNode(node: string): void {
      process.kill(Number(readFileSync(join(cluster, `slurmd-${node}.pid`), 'utf8')), 'SIGKILL');
      for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
        try {
          const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
          if (!variables.includes(`SLURM_CONF=${process.env.SLURM_CONF}`)) continue;
          if (!variables.includes(`SLURMD_NODENAME=${node}`)) continue;
          const [, parent = ''] = /\) \w (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
          if (readFileSync(`/proc/${parent}/comm`, 'utf8').startsWith('slurmstepd'))
            process.kill(Number(parent), 'SIGKILL');
          process.kill(Number(pid), 'SIGKILL');
        } catch {
          // Ended meanwhile.
        }
      }
    }

    test.each(['SIGINT', 'SIGKILL'] as const)(
      'leaves no job after %s, and goes on from its records',
      async (signal) => {
        const gate = join(await temporaryFolder(), 'go');
        const { folder, args, run } = await experimentOn(SLURM, { gate });
        const { child, finished } = start(folder, args);
        await begun(folder, 4);
        child.kill(signal);
        await finished;
        if (signal === 'SIGINT') expect(jobs(folder)).toEqual([]);
        await writeFile(gate, '');
        const { code, stderr } = await run();
        expect(code, stderr).toBe(1);
        while (jobs(folder).length > 0) await sleep(200);
      },
    );

    test('takes over the runs of a coordinator that was killed', async () => {
      const gate = join(await temporaryFolder(), 'go');
      const trained = await temporaryFolder();
      const { folder, args, run } = await experimentOn(SLURM, { gate, free: 0, trained });
      const { child, finished } = start(folder, args);
      await begun(folder, 4);
      child.kill('SIGKILL');
      await finished;
      await writeFile(gate, '');
      // Some end before anybody is back, some wait in the queue.
      while ((await readdir(trained)).length === 0) await sleep(50);
      const { code, stderr } = await run();
      expect(code, stderr).toBe(1);
      expect(stderr).not.toContain('lost');
      const runs = (await readdir(trained)).map((file) => file.replace(/ \d+$/, ''));
      // Only the check of reproducibility trains seed 1 again.
      expect(runs.filter((one) => !one.startsWith('1 ')).sort()).toEqual(
        [2, 3, 4].flatMap((seed) => [`${seed} 0`, `${seed} 0.2`]),
      );
      expect(jobs(folder)).toEqual([]);
      expect(await readdir(join(folder, '.conclusive/tmp'))).toEqual([]);
    });

    test('of 50 runs, more than the queue takes at a time, one of whose nodes dies, has the records and the result of a local one', async () => {
      const gate = join(await temporaryFolder(), 'go');
      const there = await experimentOn(SLURM, { seeds: 25, gate, free: 0 });
      const here = await experimentOn('', { seeds: 25, gate, free: 0 });
      const { finished } = start(there.folder, there.args);
      // Of the two nodes that have room, so both are busy.
      await begun(there.folder, 4);
      killNode('n1');
      await writeFile(gate, '');
      const local = await here.run();
      const remote = await finished;
      expect(remote.stderr).toMatch(
        /warning: \w+, seed \d: job \d+ was lost: it left the queue without a result/,
      );
      expect(remote.code, remote.stderr).toBe(local.code);
      expect(await there.records()).toEqual(await here.records());
      expect(await there.result()).toEqual(await here.result());
      expect(jobs(there.folder)).toEqual([]);
      expect(await readdir(join(there.folder, '.conclusive/tmp'))).toEqual([]);
    });

    test('whose queue ends its jobs for their time has runs that were killed', async () => {
      const { stdout, stderr } = await limitedRun;
      // Slurm tells the program as well as what watches over it, and either may be first.
      expect(stderr).toMatch(/seed 3: KILLED after .*: killed by (?:the queue|SIGTERM)/);
      expect(stdout).toMatch(/1 of 3 runs of head failed/);
      expect(jobs(limited.folder)).toEqual([]);
    });
  },
);
