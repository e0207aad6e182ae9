import { expect, test } from 'vitest';
import { parseConfig } from '../../support/parse-config.ts';
import { MINIMAL, messageOf } from '../refused-config.ts';

const COMMANDS = 'submit: "qsub {script}", status: qstat, cancel: "qdel {ids}"';

test.each<[string, string, string]>([
  [
    'jobs of one machine',
    'executor: { jobs: 4 }',
    'executor.jobs: has no effect with kind: local; write limits.parallel, or set kind: slurm',
  ],
  [
    'GPUs of one machine',
    'executor: { gpus: 1 }',
    'executor.gpus: has no effect with kind: local; write limits.gpus, or set kind: slurm',
  ],
  [
    'commands of one machine',
    `executor: { ${COMMANDS} }`,
    'executor.submit: has no effect with kind: local; set kind: command',
  ],
  [
    'commands of Slurm',
    'executor: { kind: slurm, submit: qsub }',
    'executor.submit: has no effect with kind: slurm; set kind: command',
  ],
  [
    'options of commands',
    `executor: { kind: command, ${COMMANDS}, options: [-q] }`,
    'executor.options: has no effect with kind: command; set kind: slurm',
  ],
  [
    'a dashboard beside Slurm',
    'executor: { kind: slurm, address: "http://head:8265" }',
    'executor.address: has no effect with kind: slurm; set kind: ray',
  ],
  [
    'options of Slurm beside Ray',
    'executor: { kind: ray, options: [--partition=gpu] }',
    'executor.options: has no effect with kind: ray; set kind: slurm',
  ],
  [
    'an address that is not one of a dashboard',
    'executor: { kind: ray, address: "ray://head:10001" }',
    'executor.address: must be the address of a dashboard, such as http://head:8265',
  ],
  [
    'a command that is missing',
    'executor: { kind: command, submit: qsub, status: qstat }',
    'executor.kind: command needs executor.cancel',
  ],
  [
    'processes of one machine',
    'executor: { kind: slurm }\nlimits: { parallel: 4 }',
    'limits.parallel: applies to one machine; with executor.kind: slurm, use executor.jobs',
  ],
  [
    'GPUs of one machine beside a queue',
    'executor: { kind: slurm }\nlimits: { gpus: 2 }',
    'limits.gpus: applies to one machine; with executor.kind: slurm, use executor.gpus',
  ],
  [
    'a queue that may be missing, without a queue',
    'executor: { when: available }',
    'executor.when: has no effect with kind: local; set kind: slurm',
  ],
  [
    'an engine that nobody knows',
    'executor: { kind: slurn }',
    'unknown value "slurn"; allowed: local, slurm, ray, command; did you mean "slurm"?',
  ],
])('%s: refused', (_, lines, message) => {
  expect(messageOf(`${MINIMAL}${lines}\n`)).toContain(message);
});

test('limits of this machine apply where the queue is missing', () => {
  const lines = 'executor: { kind: slurm, when: available }\nlimits: { parallel: 4, gpus: 4 }\n';
  expect(parseConfig(`${MINIMAL}${lines}`, 'conclusive.yml').limits).toMatchObject({ parallel: 4, gpus: 4 });
});

test('what each kind takes', () => {
  const executorOf = (text: string) =>
    parseConfig(`${MINIMAL}executor: ${text}\n`, 'conclusive.yml').executor;
  expect(executorOf('{ ahead: all }')).toEqual({ kind: 'local', ahead: 'all' });
  expect(executorOf('{ kind: slurm, jobs: 9, cpus: 4, gpus: 1, options: [--partition=gpu] }')).toEqual({
    ...{ kind: 'slurm', jobs: 9, cpus: 4, gpus: 1, options: ['--partition=gpu'] },
  });
  expect(executorOf('{ kind: ray, address: "http://head:8265", queue-minutes: 60 }')).toEqual({
    ...{ kind: 'ray', address: 'http://head:8265', 'queue-minutes': 60 },
  });
  expect(executorOf(`{ kind: command, ${COMMANDS} }`)).toMatchObject({ submit: 'qsub {script}' });
});
