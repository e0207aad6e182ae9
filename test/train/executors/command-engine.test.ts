import { describe, expect, test } from 'vitest';
import { commandEngine, type EngineCommands } from '../../../src/train/executors/command-engine.ts';

const NODE = `"${process.execPath.replaceAll('\\', '/')}"`;
const says = (text: string) => `${NODE} -p ${JSON.stringify(JSON.stringify(text))}`;
const NEEDS = { name: 'conclusive-ab', cpus: 2, gpus: 1, minutes: 65 };
const JOB = { folder: '/f', script: '/f/job.sh', log: '/f/log.txt' };
const engine = (commands: Partial<EngineCommands>) =>
  commandEngine(
    { submit: says('1'), status: says(''), cancel: 'true {ids}', ...commands },
    NEEDS,
    Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? ''])),
  );

describe('a job is known by what submit prints, and found in what status prints', () => {
  const QUEUES: ReadonlyArray<readonly [name: string, submitted: string, listed: string, id: string]> = [
    ['PBS', '1234.pbs01', 'Job id  Name\n1234.pbs01-longer  job.sh', '1234'],
    ['LSF', 'Job <56> is submitted to queue <normal>.', '56\n57', '56'],
    ['HTCondor', '7.0 - 7.0', '7\n8', '7'],
    ['Grid Engine', 'Your job 42 ("job.sh") has been submitted', '42 0.5 job.sh', '42'],
    ['kubectl', 'job.batch/conclusive-ab-1 created', 'pod/x job.batch/conclusive-ab-1', 'conclusive-ab-1'],
    ['flux', 'ƒ2oLkTLb3', '', '2oLkTLb3'],
  ];

  test.each(QUEUES)('of %s', async (_, submitted, listed, id) => {
    const { submit, list } = engine({ submit: says(submitted), status: says(listed) });
    expect(await submit(JOB)).toBe(id);
    if (listed !== '') expect(await list()).toContain(id);
    expect(await list()).not.toContain('99');
  });

  test('which has to print something', async () => {
    await expect(engine({ submit: says('done') }).submit(JOB)).rejects.toThrow(
      'executor.submit must print the number or name of the job, but printed "done"',
    );
  });
});

test('the time of a job is known where submit names it', () => {
  expect(engine({ submit: 'qsub -l walltime={minutes}:00 {script}' }).limitMs).toBe(65 * 60_000);
  expect(engine({ submit: 'qsub -l walltime=10:00 {script}' }).limitMs).toBeNull();
});

test('every placeholder is one argument, and each job has a name of its own', async () => {
  const { submit } = engine({
    submit: `${NODE} -p "process.argv.slice(1).join('_')" {job} {name} {cpus} {gpus} {minutes} {script}`,
  });
  await submit(JOB);
  expect(await submit(JOB)).toBe('conclusive-ab-2_conclusive-ab_2_1_65_');
});

test.each<[string, Partial<EngineCommands>, string]>([
  ['an unknown placeholder', { submit: 'qsub {seed}' }, 'executor.submit: unknown placeholder {seed}'],
  [
    'a job’s own, where all are asked for',
    { status: 'qstat {job}' },
    'executor.status: unknown placeholder {job}',
  ],
  ['no jobs to cancel', { cancel: 'qdel all' }, 'executor.cancel: needs {ids}'],
  ['a shell', { status: 'qstat | grep me' }, 'executor.status: "|" needs a shell'],
])('%s is refused', (_, commands, message) => {
  expect(() => engine(commands)).toThrow(message);
});
