/** The files of docs/how-to/kubernetes.md, with a `kubectl` that keeps what it is given. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { executorSchema } from '../../src/config/schema/executor-schema.ts';
import { commandEngine } from '../../src/train/executors/command-engine.ts';
import { engineEnvironment } from '../../src/train/process/environment.ts';
import { stepsOf } from '../support/page-commands.ts';
import { temporaryFolder } from '../support/temporary.ts';

const steps = stepsOf('how-to/kubernetes.md');
const EXAMPLES = 'examples/kubernetes';
const fileOf = (name: string) => readFileSync(join(EXAMPLES, name), 'utf8');
const { executor } = parse(steps.find(({ text }) => text.startsWith('executor:'))?.text ?? '');

test.skipIf(process.platform === 'win32')(
  'the queue submits a Job that starts the program of a run once, and writes its log',
  async () => {
    const folder = await temporaryFolder();
    const [script, log] = [join(folder, 'a run.sh'), join(folder, 'a log.txt')];
    for (const name of ['submit.sh', 'status.sh']) await writeFile(join(folder, name), fileOf(name));
    await writeFile(script, '#!/bin/sh\necho trained; echo warned >&2\n');
    await writeFile(
      join(folder, 'kubectl'),
      `#!/bin/sh
: "\${KUBERNETES_SERVICE_HOST:?}" "\${KUBERNETES_SERVICE_PORT:?}"
case $1 in
  create) cat > '${folder}/job.yaml'; echo "job.batch/conclusive-1a-1" ;;
  get) cat '${folder}/jobs.txt' ;;
esac
`,
    );
    for (const program of [script, join(folder, 'kubectl')]) await chmod(program, 0o755);
    const inFolder = (command = '') => command.replace('/scripts/', `${folder}/`);
    const inPod = {
      PATH: `${folder}:${process.env.PATH}`,
      ...{ KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443' },
    };
    const { submit, status, cancel, cpus, gpus } = executorSchema.parse(executor);
    const engine = commandEngine(
      {
        ...{ submit: inFolder(submit), status: inFolder(status), cancel: cancel ?? '' },
      },
      { name: 'conclusive-1a', cpus: cpus ?? 0, gpus: gpus ?? 0, minutes: 65 },
      engineEnvironment(inPod, {}),
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
    // Name and conditions, as status.sh asks for them: the second has no pod yet, the third had to wait, the fourth is being ended.
    const jobs = `conclusive-1a-1 \nconclusive-1a-2 Suspended\nconclusive-1a-3 Suspended SuccessCriteriaMet Complete
conclusive-1a-4 FailureTarget\nconclusive-1a-5 FailureTarget Failed\n`;
    await writeFile(join(folder, 'jobs.txt'), jobs);
    expect([...(await engine.list())]).toEqual(['conclusive-1a-1', 'conclusive-1a-2', 'conclusive-1a-4']);
    await writeFile(join(folder, 'jobs.txt'), '');
    expect(await engine.list()).toEqual(new Set());
    await rm(join(folder, 'jobs.txt'));
    await expect(engine.list(), 'a question without an answer').rejects.toThrow('jobs.txt');
  },
);

test('a shard that fails ends no other, and the images are named by their digest', () => {
  const { spec } = parse(fileOf('wave.yaml'));
  expect(spec).toMatchObject({ completionMode: 'Indexed', backoffLimitPerIndex: 0 });
  expect([spec.completions, spec.parallelism, spec.maxFailedIndexes]).toEqual([8, 8, 8]);
  expect(spec).not.toHaveProperty('backoffLimit');
  const text = readdirSync(EXAMPLES).map(fileOf).join('');
  const images = [...text.matchAll(/image: (\S+)/g)].map(([, image]) => image);
  expect(images).toHaveLength(3);
  for (const image of images) expect(image).toMatch(/@sha256:[0-9a-f]{64}$/);
});
