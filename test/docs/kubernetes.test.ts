/** What docs/how-to/kubernetes.md tells to write down, with a `kubectl` that keeps what it is given. */
import { execFileSync } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { executorSchema } from '../../src/config/schema/executor-schema.ts';
import { commandEngine } from '../../src/train/executors/command-engine.ts';
import { stepsOf } from '../support/page-commands.ts';
import { temporaryFolder } from '../support/temporary.ts';

const steps = stepsOf('how-to/kubernetes.md');
const fileOf = (name: string) => steps.find(({ file }) => file === name)?.text ?? '';
const { executor } = parse(steps.find(({ text }) => text.startsWith('executor:'))?.text ?? '');

test.skipIf(process.platform === 'win32')(
  'the queue submits a Job that starts the program of a run once, and writes its log',
  async () => {
    const folder = await temporaryFolder();
    const [script, log] = [join(folder, 'a run.sh'), join(folder, 'a log.txt')];
    await writeFile(join(folder, 'submit.sh'), fileOf('submit.sh'));
    await writeFile(script, '#!/bin/sh\necho trained; echo warned >&2\n');
    await writeFile(
      join(folder, 'kubectl'),
      `#!/bin/sh\ncat > '${folder}/job.yaml'\necho "job.batch/conclusive-1a-1"\n`,
    );
    for (const program of [script, join(folder, 'kubectl')]) await chmod(program, 0o755);
    const { submit, status, cancel, cpus, gpus } = executorSchema.parse(executor);
    const engine = commandEngine(
      {
        submit: (submit ?? '').replace('submit.sh', join(folder, 'submit.sh')),
        ...{ status: status ?? '', cancel: cancel ?? '' },
      },
      { name: 'conclusive-1a', cpus: cpus ?? 0, gpus: gpus ?? 0, minutes: 65 },
      { PATH: `${folder}:${process.env.PATH}` },
    );
    expect(await engine.submit({ folder, script, log })).toBe('conclusive-1a-1');
    const job = parse(await readFile(join(folder, 'job.yaml'), 'utf8'));
    expect(job).toMatchObject({
      metadata: { name: 'conclusive-1a-1', labels: { app: 'conclusive-1a' } },
      spec: { backoffLimit: 0, template: { spec: { restartPolicy: 'Never', activeDeadlineSeconds: 3900 } } },
    });
    const [container] = job.spec.template.spec.containers;
    expect(container.resources).toMatchObject({ requests: { cpu: '4' }, limits: { 'nvidia.com/gpu': '1' } });
    const [shell, ...args] = container.command;
    execFileSync(shell, args);
    expect(await readFile(log, 'utf8')).toBe('trained\nwarned\n');
  },
);

test('a shard that fails ends no other, and the images are named by their digest', () => {
  const { spec } = parse(fileOf('wave.yaml'));
  expect(spec).toMatchObject({ completionMode: 'Indexed', backoffLimitPerIndex: 0 });
  expect([spec.completions, spec.parallelism, spec.maxFailedIndexes]).toEqual([8, 8, 8]);
  expect(spec).not.toHaveProperty('backoffLimit');
  const text = steps.map((step) => step.text).join('');
  const images = [...text.matchAll(/image: (\S+)/g)].map(([, image]) => image);
  expect(images).toHaveLength(3);
  for (const image of images) expect(image).toMatch(/@sha256:[0-9a-f]{64}$/);
});
