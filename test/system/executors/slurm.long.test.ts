/** The shipped program with a cluster of its own: three nodes of two cores on this machine, and a queue that takes 20 jobs. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findTool } from '../../support/find-tool.ts';
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
    beforeAll(async () => {
      cluster = await mkdtemp(join(tmpdir(), 'slurm-'));
      execFileSync(script('slurm-start.sh'), [cluster], { stdio: 'ignore' });
      process.env.SLURM_CONF = join(cluster, 'slurm.conf');
    });
    afterAll(async () => {
      execFileSync(script('slurm-stop.sh'), [cluster]);
      delete process.env.SLURM_CONF;
      await sleep(1000);
      await rm(cluster, { recursive: true, force: true });
    });

    const jobs = (...states: string[]) =>
      execFileSync('squeue', ['--noheader', '--format=%T', ...states], { encoding: 'utf8' })
        .split('\n')
        .filter((line) => line !== '');
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

    test('of 50 runs, more than the queue takes at a time, has the records and the result of a local one', async () => {
      const there = await experimentOn(SLURM, { seeds: 25 });
      const here = await experimentOn('', { seeds: 25 });
      const remote = await there.run();
      expect(remote.code, remote.stderr).toBe((await here.run()).code);
      expect(await there.records()).toEqual(await here.records());
      expect(await there.result()).toEqual(await here.result());
      expect(jobs()).toEqual([]);
      expect(await readdir(join(there.folder, '.conclusive/tmp'))).toEqual([]);
    });

    test.each(['SIGINT', 'SIGKILL'] as const)(
      'leaves no job after %s, and goes on from its records',
      async (signal) => {
        const gate = join(await temporaryFolder(), 'go');
        const { folder, args, run } = await experimentOn(SLURM, { gate });
        const { child, finished } = start(folder, args);
        await begun(folder, 4);
        child.kill(signal);
        await finished;
        if (signal === 'SIGINT') expect(jobs()).toEqual([]);
        await writeFile(gate, '');
        const { code, stderr } = await run();
        expect(code, stderr).toBe(1);
        while (jobs().length > 0) await sleep(200);
      },
    );

    test('whose queue ends its jobs for their time has runs that were killed', async () => {
      const gate = join(await temporaryFolder(), 'never');
      const limits = 'limits: { retries: 0, failed-runs: 1 }';
      const { run } = await experimentOn(`executor: { kind: slurm, options: [--time=1] }\n${limits}`, {
        ...{ gate, seeds: 3 },
      });
      const { stdout, stderr } = await run();
      // Slurm tells the program as well as what watches over it, and either may be first.
      expect(stderr).toMatch(/seed 3: KILLED after .*: killed by (?:the queue|SIGTERM)/);
      expect(stdout).toMatch(/1 of 3 runs of head failed/);
      expect(jobs()).toEqual([]);
    });

    test('whose node dies trains its runs again elsewhere', async () => {
      const gate = join(await temporaryFolder(), 'go');
      const { folder, args, result } = await experimentOn(SLURM, { gate, free: 0 });
      const { finished } = start(folder, args);
      // As many as there are cores: two of them on each node.
      await begun(folder, 6);
      killNode('n1');
      await writeFile(gate, '');
      const { code, stderr } = await finished;
      expect(stderr).toMatch(/warning: \w+, seed \d: job \d+ was lost: it left the queue without a result/);
      expect(code, stderr).toBe(1);
      expect((await result()).runs).toEqual({ trained: 8, reused: 0, failures: [] });
    });
  },
);
