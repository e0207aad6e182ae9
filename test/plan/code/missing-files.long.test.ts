/** What a run would not find: data that git ignores, and files of Git LFS without their content. */
import { existsSync } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { examine } from '../../../src/experiment/doctor/examine.ts';
import { planAhead } from '../../../src/experiment/planning/plan-ahead.ts';
import { runExperiment } from '../../../src/experiment.ts';
import { Repository } from '../../support/repository.ts';

const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'4d'.repeat(32)}\nsize 12345\n`;
const REMEDY = 'run "git lfs install" and "git lfs pull" (in a workflow: "lfs: true" for actions/checkout)';
const REMEDY_PATTERN = REMEDY.replaceAll(/[()]/g, '\\$&');
const NODE = process.execPath.replaceAll('\\', '/');

afterEach(() => {
  vi.unstubAllEnvs();
});

/** The program reads its data, and tells that it ran. */
const PROGRAM = `import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
const data = readFileSync('data/train.csv', 'utf8');
appendFileSync(process.env.HOME + '/trained', 'x');
writeFileSync(process.env.CONCLUSIVE_RUN_DIR + '/metrics.json', JSON.stringify({ accuracy: data.length / 1000 + Math.sin(Number(process.env.CONCLUSIVE_SEED)) / 100 }));`;

interface Case {
  /** The file in LFS. */
  readonly file: string;
  readonly config: string;
  readonly smudge: 'absent' | 'works' | 'fails';
  readonly isCheckout: boolean;
}

/** Each takes seconds, so every fifth combination is tried. */
const CASES: readonly Case[] = ['data/train.csv', 'src/table.bin', 'docs/logo.png', 'test/cases.csv']
  .flatMap((file) =>
    ['', 'code: [train.mjs, data, src]\n', 'evaluation: [test]\n'].flatMap((config) =>
      (['absent', 'works', 'fails'] as const).flatMap((smudge) =>
        [true, false].map((isCheckout) => ({ file, config, smudge, isCheckout })),
      ),
    ),
  )
  .filter((_, index) => index % 5 === 0);

/** Whether a run of this config is known by the file. */
const isRead = ({ file, config }: Case) => !config.startsWith('code') || /^(?:data|src)\//.test(file);

async function projectOf({ file, config, smudge, isCheckout }: Case) {
  const repository = await Repository.create();
  const home = join(repository.path, '../home');
  await mkdir(home, { recursive: true });
  await rm(join(home, 'trained'), { force: true });
  vi.stubEnv('HOME', home);
  await repository.commit({
    'data/train.csv': 'a,b\n',
    'test/cases.csv': 'a,b\n',
    'src/table.bin': 'a',
    'train.mjs': PROGRAM,
    '.gitignore': '.conclusive/\n',
    '.gitattributes': `${file} filter=lfs -text\n`,
    [file]: POINTER,
    'conclusive.yml': `trainer: { command: '"${NODE}" train.mjs' }
models: { baseline: { ref: base }, variants: [{ name: head${isCheckout ? '' : ', ref: head'} }] }
metrics: [{ name: accuracy, margin: 0.01 }]
seeds: 3
${config}`,
  });
  await repository.git('checkout', '--quiet', '-b', 'topic');
  await repository.commit({ 'train.mjs': `${PROGRAM}\n// more` });
  if (smudge !== 'absent') {
    const tool = join(home, 'git-lfs');
    await writeFile(
      tool,
      smudge === 'works' ? '#!/bin/sh\necho content\n' : '#!/bin/sh\necho "no such object" >&2\nexit 2\n',
    );
    await chmod(tool, 0o755);
    vi.stubEnv('PATH', `${home}${delimiter}${process.env.PATH}`);
    await repository.git('config', 'filter.lfs.smudge', 'git-lfs smudge -- %f');
    await repository.git('config', 'filter.lfs.clean', 'git-lfs clean -- %f');
    await repository.git('config', 'filter.lfs.required', 'true');
    if (smudge === 'works') await repository.write({ [file]: 'content\n' });
  }
  return { repository, home };
}

test.skipIf(process.platform === 'win32').each(CASES)(
  '$file, $config, git-lfs $smudge, the head as checkout: $isCheckout',
  async (one) => {
    const { repository, home } = await projectOf(one);
    const request = { repository: repository.path, config: 'conclusive.yml', base: 'main' };
    const message = await examine({ ...request, onStep: () => {} }).then(
      () => '',
      (error: Error) => error.message,
    );
    if (one.smudge === 'fails') expect(message).toMatch(/Git LFS cannot fetch .*"git lfs fetch --all"/);
    else if (one.smudge === 'absent' && isRead(one))
      expect(message).toMatch(
        new RegExp(`^${one.file} of .* is a Git LFS pointer, not the file; ${REMEDY_PATTERN}`),
      );
    else expect(message).toBe('');
    expect(existsSync(join(home, 'trained'))).toBe(message === '');
  },
);

test('run and plan say the same before anything is trained', async () => {
  const [one] = CASES;
  if (one === undefined) throw new Error('there are cases');
  const { repository } = await projectOf(one);
  const request = { repository: repository.path, config: 'conclusive.yml' };
  await expect(runExperiment(request)).rejects.toThrow(REMEDY);
  const warned: string[] = [];
  const warn = (message: string) => warned.push(message);
  await planAhead({ ...request, isConfigNamed: true, isListed: true, margins: [], deviations: [], warn });
  expect(warned).toContainEqual(expect.stringContaining(REMEDY));
});

test('data that git ignores is in no work tree: the report says so, and what to do', async () => {
  const repository = await Repository.create();
  const node = process.execPath.replaceAll('\\', '/');
  await repository.commit({
    '.gitignore': 'data/\n.conclusive/\n',
    'train.mjs': `import { readFileSync, writeFileSync } from 'node:fs';
      const mean = Number(readFileSync('data/train.csv', 'utf8'));
      const noise = Math.sin(Number(process.env.CONCLUSIVE_SEED)) / 100;
      writeFileSync(process.env.CONCLUSIVE_RUN_DIR + '/metrics.json', JSON.stringify({ accuracy: mean + noise }));`,
    'conclusive.yml': `trainer: { command: '"${node}" train.mjs' }
models: { baseline: { ref: base }, variants: [{ name: head }] }
metrics: [{ name: accuracy, margin: 0.01 }]
seeds: 4
limits: { retries: 0 }
`,
  });
  await repository.write({ 'data/train.csv': '0.8', 'notes.md': 'a change' });
  const { markdown } = await runExperiment({
    repository: repository.path,
    config: 'conclusive.yml',
    base: 'HEAD',
  });
  expect(markdown).toContain(
    'data/train.csv is in the checkout, but not in the work tree of base: git ignores it',
  );
});
