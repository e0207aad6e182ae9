/** The shipped program: one experiment, trained here and on a cluster of Slurm. Ray has its own file. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { findTool } from '../../support/find-tool.ts';
import { oneExperiment } from './same-result.ts';

const isThere = process.platform === 'linux' && process.getuid?.() === 0 && findTool('slurmctld') !== null;
const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));

test.skipIf(!isThere)(
  'on Slurm, an experiment has the result of one machine (needs slurmctld, slurmd, slurm-client, munge, and root)',
  async () => {
    const cluster = await mkdtemp(join(tmpdir(), 'slurm-'));
    process.env.SLURM_CONF = join(cluster, 'slurm.conf');
    try {
      execFileSync(script('slurm-start.sh'), [cluster], { stdio: 'ignore' });
      const { run, expectSame } = await oneExperiment({ slurm: 'executor: { kind: slurm }' });
      await run('local');
      await run('slurm');
      await expectSame('local', 'slurm');
    } finally {
      execFileSync(script('slurm-stop.sh'), [cluster]);
      delete process.env.SLURM_CONF;
      await sleep(1000);
      await rm(cluster, { recursive: true, force: true });
    }
  },
);
