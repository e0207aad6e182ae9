import { chmod, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EngineError } from '../../../src/train/executors/engine.ts';
import { slurmEngine } from '../../../src/train/executors/slurm.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** Programs of that name, which write down how they are called, and say what the test wants. */
async function withPrograms(says: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder();
  const calls = join(folder, 'calls');
  for (const [name, script] of Object.entries(says)) {
    const path = join(folder, name);
    await writeFile(path, `#!/bin/sh\necho "${name} $*" >> '${calls}'\nenv > '${calls}.env'\n${script}\n`);
    await chmod(path, 0o755);
  }
  const PATH = [folder, process.env.PATH].join(delimiter);
  const engine = (options: readonly string[] = [], gpus = 0) =>
    slurmEngine({ name: 'conclusive-ab', cpus: 2, gpus, minutes: 65 }, options, {
      PATH,
      ...{ SLURM_CONF: '/etc/slurm.conf', SLURM_JOB_ID: '7', SBATCH_ACCOUNT: 'lab' },
    });
  return {
    engine,
    called: async () => (await readFile(calls, 'utf8')).trim().split('\n'),
    environment: () => readFile(`${calls}.env`, 'utf8'),
  };
}

const JOB = { folder: '/shared/1', script: '/shared/1/job.sh', log: '/shared/%j/1/log.txt' };

describe.skipIf(process.platform === 'win32')('Slurm is asked', () => {
  test('for a job that is never requeued and inherits nothing; options of the config come last', async () => {
    const { engine, called, environment } = await withPrograms({ sbatch: 'echo "812;cluster"' });
    expect(await engine(['--partition=gpu'], 1).submit(JOB)).toBe('812');
    expect(await called()).toEqual([
      'sbatch --parsable --job-name=conclusive-ab --no-requeue --export=NONE --chdir=/shared/1 --output=/shared/%%j/1/log.txt --cpus-per-task=2 --time=65 --gres=gpu:1 --partition=gpu /shared/1/job.sh',
    ]);
    expect(await environment()).toContain('SBATCH_ACCOUNT=lab');
    expect(await environment()).toContain('SLURM_CONF=');
    expect(await environment()).not.toContain('SLURM_JOB_ID');
  });

  test('once for all jobs, and by their name where all are to end', async () => {
    const { engine, called } = await withPrograms({ squeue: 'echo 812; echo 813', scancel: '' });
    const { list, cancel, cancelAll } = engine();
    expect([...(await list())]).toEqual(expect.arrayContaining(['812', '813']));
    await cancel(['812', '813']);
    await cancelAll?.();
    expect(await called()).toEqual([
      'squeue --noheader --name=conclusive-ab --format=%i',
      'scancel 812 813',
      'scancel --name=conclusive-ab',
    ]);
  });

  test.each([
    [['--partition=gpu', '--gres', 'gpu:1', '--tmp=1'], 65 * 60_000],
    [['--time=1:00:00'], null],
    [['--time-min=5'], null],
    [['--tim', '5'], null],
    [['-t5'], null],
    [['-t', '5'], null],
  ])('for the time that runs need, unless its options %j name another', async (options, limitMs) => {
    const { engine } = await withPrograms({});
    expect(engine(options).limitMs).toBe(limitMs);
  });

  test('and a list that is none tells nothing of a job', async () => {
    const { engine } = await withPrograms({ squeue: 'echo "812 slurm_load_jobs: bad data"' });
    await expect(engine().list()).rejects.toThrow(
      new EngineError('squeue printed "slurm_load_jobs:" for the number of a job'),
    );
  });

  test.each([
    ['that refuses', 'echo "sbatch: error: invalid partition" >&2; exit 1', 'invalid partition'],
    ['that speaks to a terminal', 'printf "\\033[2Jno\\n such" >&2; exit 1', 'sbatch: [2Jno such'],
    ['that says no number', 'echo "see the wiki"', 'printed no job number: see the wiki'],
  ])('one %s is quoted', async (_, script, said) => {
    const { engine } = await withPrograms({ sbatch: script });
    await expect(engine().submit(JOB)).rejects.toThrow(EngineError);
    await expect(engine().submit(JOB)).rejects.toThrow(said);
  });

  test('where it is not installed, that is said', async () => {
    const engine = slurmEngine({ name: 'a', cpus: 1, gpus: 0, minutes: 1 }, [], { PATH: '/nowhere' });
    await expect(engine.submit(JOB)).rejects.toThrow(/^sbatch: .*ENOENT/);
  });
});
