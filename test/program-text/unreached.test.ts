import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Progress, runExperiment } from '../../src/experiment.ts';
import { findUnreached } from '../../src/program-text/unreached.ts';
import { parseConfig } from '../support/parse-config.ts';
import { temporaryFolder } from '../support/temporary.ts';

const config = (command: string, trainer = '', metric = '') =>
  parseConfig(
    `trainer: { command: '${command}'${trainer} }
models: { variants: [{ name: head, params: { a: 1 } }] }
metrics: [{ name: accuracy${metric} }]`,
    'conclusive.yml',
  );

async function folderWith(code: string): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'lib'));
  await writeFile(join(folder, 'train.py'), 'import lib.run\n');
  await writeFile(join(folder, 'lib/run.py'), code);
  // A config that speaks of them reads nothing.
  await writeFile(join(folder, 'conclusive.yml'), '# CONCLUSIVE_SEED CONCLUSIVE_RUN_DIR');
  return folder;
}

test.each([
  ['python train.py', '', '', ['{seed}', '{run_dir}']],
  ['python train.py --seed {seed}', '', '', ['{run_dir}']],
  ['python train.py --out {run_dir}', '', '', ['{seed}']],
  ['python train.py --seed {seed_init} --out {run_dir}', '', '', []],
  ['python train.py --fold {fold} --out {run_dir}', '', '', []],
  ['sh -c "train $CONCLUSIVE_SEED $CONCLUSIVE_RUN_DIR"', '', '', []],
  ['python train.py {seed}', ', outputs: [metrics.json]', '', []],
  ['python train.py {seed}', '', ', from: { stdout: "accuracy ([0-9.]+)" }', []],
])('%s%s%s lacks %j', async (command, trainer, metric, lacking) => {
  const found = await findUnreached(config(command, trainer, metric), [await folderWith('print(1)')]);
  expect(found.map(({ sentence }) => /has no (\{\w+\})/.exec(sentence)?.[1])).toEqual(lacking);
});

test('code that reads the environment needs no placeholder, in whichever of its files', async () => {
  const folder = await folderWith('os.environ["CONCLUSIVE_SEED"], os.environ["CONCLUSIVE_RUN_DIR"]');
  const plain = config('python train.py');
  expect(await findUnreached(plain, [folder])).toEqual([]);
  expect(await findUnreached(plain, [folder, await folderWith('print(1)')])).toHaveLength(2);
});

const TASKED = `models: { variants: [{ name: head, params: { a: 1 } }] }
metrics: [{ name: accuracy }]
`;
const onTasks = (trainer: string, tasks = '[wine, rte]') =>
  parseConfig(`trainer: { ${trainer} }\n${TASKED}tasks: ${tasks}`, 'conclusive.yml');
const COMMAND = "command: 'python train.py {seed} {run_dir}'";
const OWN_PARAMS = '[{ name: wine, params: { data: 1 } }, { name: rte, params: { data: 2 } }]';

test.each([
  ['a command without {task}', COMMAND, '[wine, rte]', 'print(1)', ['task']],
  ['a command with {task}', "command: 'a {seed} {run_dir} {task}'", '[wine, rte]', 'print(1)', []],
  ['a program that reads its environment', COMMAND, '[wine, rte]', 'os.environ["CONCLUSIVE_TASK"]', []],
  ['tasks that differ in their parameters', COMMAND, OWN_PARAMS, 'print(1)', []],
  ['tasks of which two are the same', COMMAND, '[wine, rte, { name: x, params: { data: 1 } }]', '', ['task']],
  ['a module that takes no task', 'module: model.ts', '[wine, rte]', 'multitasking()', ['task']],
  ['a module that takes it', 'module: model.ts', '[wine, rte]', 'data({ task }) {}', []],
])('%s', async (_, trainer, tasks, code, lacking) => {
  const found = await findUnreached(onTasks(trainer, tasks), [await folderWith(code)]);
  expect(found.map(({ missing }) => missing)).toEqual(lacking);
});

test('the line for make sets a variable, since make would take --out as its own option', async () => {
  const found = await findUnreached(config('make -s train', '', ''), [await folderWith('print(1)')]);
  expect(found.map(({ sentence }) => /such as ([^,]+),/.exec(sentence)?.[1])).toEqual([
    'make -s train SEED={seed}',
    'make -s train OUT={run_dir}',
  ]);
});

test('it is told before the first run', async () => {
  const repository = await folderWith('print(1)');
  await writeFile(join(repository, 'train.mjs'), 'process.exit(1)');
  await writeFile(
    join(repository, 'conclusive.yml'),
    `trainer: { command: '"${process.execPath.replaceAll('\\', '/')}" train.mjs' }
models: { variants: [{ name: head, params: { a: 1 } }] }
metrics: [{ name: accuracy }]
seeds: 1
`,
  );
  const told: string[] = [];
  const onProgress = (event: Progress) => told.push(event.kind === 'warning' ? event.message : event.kind);
  await runExperiment({ repository, config: 'conclusive.yml', seeds: 1, onProgress });
  const [oneSeed, ...unreached] = told.slice(0, told.indexOf('planned'));
  expect(oneSeed).toMatch(/^one seed shows no spread .* use 6 seeds or more/);
  expect(unreached).toEqual([
    expect.stringMatching(/^trainer\.command has no \{seed\}.* --seed \{seed\}, or read it/),
    expect.stringMatching(/^trainer\.command has no \{run_dir\}.* name the files .* --out \{run_dir\}, /),
  ]);
});

test.each([
  ['python train.py --seed 1 --out {run_dir}', 'replace --seed 1 with --seed {seed}, or'],
  [
    'python train.py --random_seed=7 --out {run_dir}',
    'replace --random_seed=7 with --random_seed={seed}, or',
  ],
  ['python train.py --out {run_dir}', 'such as python train.py --out {run_dir} --seed {seed}, or'],
])('%s is told where the seed goes', async (command, fix) => {
  const [found] = await findUnreached(config(command), [await folderWith('')]);
  expect(found?.sentence).toContain(fix);
});
