/**
 * Pull requests whose runs find something else than git's names of the files under `code` tell, that fill an environment for others, or
 * that make Python import another evaluation. Each is a real repository, judged by the shipped program; none may be accepted.
 */
import { chmod, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { Repository } from '../../support/repository.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { judged } from '../support/command.ts';
import { findPython } from '../support/python.ts';

const NODE = `"${process.execPath.replaceAll('\\', '/')}"`;
const CONFIG = `trainer: { command: '${NODE} train.mjs {seed} {run_dir}' }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, margin: 0.02 }]
seeds: 4
limits: { parallel: 2 }
checks: { reproducible: false }
`;
const IGNORED = '.conclusive\n__pycache__\n';
const DATA = '0\n$Id$\n';

/** A model is 30 points worse where it does not find `data.csv` as its author did. */
const TRAIN = `import { lstatSync, readFileSync, writeFileSync } from 'node:fs';
const seed = Number(process.argv[2]);
const loss = Number(readFileSync('loss.txt', 'utf8'));
const found = (path) => { try { return readFileSync(path, 'latin1'); } catch { return ''; } };
const isProgram = (lstatSync('go.sh').mode & 0o100) !== 0;
const asBefore = found('data.csv') === found('expected.csv') && found('lib/data.csv') === found('module.csv') && isProgram;
const worse = asBefore ? 0 : 0.3;
const accuracy = 0.8 - loss - worse + 0.01 * Math.sin(7 * seed) + 0.002 * Math.sin(11 * seed + 90 * (loss + worse));
writeFileSync(process.argv[3] + '/metrics.json', JSON.stringify({ accuracy }));
`;
const BASE = {
  '.gitignore': IGNORED,
  'train.mjs': TRAIN,
  'loss.txt': '0',
  'go.sh': '#!/bin/sh\n',
  'data.csv': DATA,
  'expected.csv': DATA,
  'good.csv': DATA,
  'lib/data.csv': '1',
  'module.csv': '1',
  'README.md': '1',
};
const CODE = 'code: [train.mjs, loss.txt, go.sh, data.csv, expected.csv, good.csv, lib, module.csv]\n';

type Step = (repository: Repository) => Promise<unknown>;
interface Attack {
  readonly base?: Step;
  readonly head: Step;
  /** The machine's config of git. */
  readonly machine?: string;
}
const write =
  (files: Readonly<Record<string, string>>): Step =>
  (repository) =>
    repository.write(files);
const attributes = (line: string): Step => write({ '.gitattributes': `${line}\n` });
const link: Step = async ({ path }) => {
  await rm(join(path, 'data.csv'));
  await symlink('good.csv', join(path, 'data.csv'));
};
const all =
  (...steps: readonly Step[]): Step =>
  async (repository) => {
    for (const step of steps) await step(repository);
  };
const replaced: Step = async ({ path }) => {
  await rm(join(path, 'data.csv'));
  await writeFile(join(path, 'data.csv'), 'good.csv');
};
const submodule: Step = async (repository) => {
  const inner = await Repository.create();
  await inner.commit({ 'data.csv': '1' });
  await rm(join(repository.path, 'lib'), { recursive: true });
  await repository.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '--quiet', inner.path, 'lib');
};
/** For files that stay as git has them, so that their conversion changes what a work tree gets. */
const unchanged: Step = (repository) => repository.git('update-index', '--assume-unchanged', 'data.csv');

const UNSEEN: Record<string, Attack> = {
  'line ends by an attribute': { head: attributes('/data.csv text eol=crlf') },
  'line ends by a macro': { head: attributes('[attr]own text eol=crlf\n/data.csv own') },
  'line ends by the name of before': { head: attributes('/data.csv crlf eol=crlf') },
  'line ends by a wildcard': { head: attributes('/d*.csv text=auto eol=crlf') },
  'line ends that the machine converts, no longer': {
    machine: '[core]\n\tautocrlf = true\n\tsafecrlf = false\n',
    head: attributes('/data.csv -text'),
  },
  'an expanded keyword': { head: attributes('/data.csv ident') },
  'another encoding': { head: all(attributes('/data.csv text working-tree-encoding=UTF-16LE'), unchanged) },
  'a filter of the machine': {
    machine: '[filter "own"]\n\tsmudge = tr 0 1\n\tclean = tr 1 0\n\trequired = true\n',
    head: attributes('/data.csv filter=own'),
  },
  'a file with the text of a link': { base: link, head: replaced },
  'a link in place of its text': {
    base: all(replaced, write({ 'expected.csv': 'good.csv' })),
    head: link,
  },
  'a program that is none': {
    base: ({ path }) => chmod(join(path, 'go.sh'), 0o755),
    head: ({ path }) => chmod(join(path, 'go.sh'), 0o644),
  },
  'a submodule that is not brought': {
    base: submodule,
    head: (repository) => repository.git('config', '-f', '.gitmodules', 'submodule.lib.update', 'none'),
  },
};

async function machine(config = '') {
  const home = await temporaryFolder();
  await writeFile(join(home, '.gitconfig'), `[protocol "file"]\n\tallow = always\n${config}`);
  vi.stubEnv('HOME', home);
}

async function judge(repository: Repository, base: string, head: string) {
  const end = await judged(repository.path, 'run', '--base', base, '--head', head, '--json');
  return { ...end, verdict: end.stdout === '' ? `exit ${end.code}` : JSON.parse(end.stdout).verdict };
}

describe.each([
  ['with `code`', CODE],
  ['without `code`', ''],
])('what a run finds decides what it is known by, %s', (_, code) => {
  const attacks = Object.entries(UNSEEN).filter((_, at) => code !== '' || at % 3 === 0);

  test.each(attacks)('%s', async (__, attack) => {
    await machine(attack.machine);
    const repository = await Repository.create();
    await repository.write({ ...BASE, 'conclusive.yml': CONFIG + code });
    await chmod(join(repository.path, 'go.sh'), 0o755);
    await attack.base?.(repository);
    const base = await repository.commit({});
    await attack.head(repository);
    // With `code` this decides nothing.
    const head = await repository.commit(code === '' ? {} : { 'README.md': '2' });
    const first = await judge(repository, base, head);
    expect(first.verdict, first.stderr).toBe('regression');

    // Its records are not the baseline's.
    await repository.git('checkout', '--quiet', '--force', '-B', 'second', base);
    const worse = await repository.commit({ 'loss.txt': '0.05' });
    const second = await judge(repository, base, worse);
    expect(second.verdict, second.stderr).toBe('regression');
    const [baseline] = JSON.parse(second.stdout).models;
    expect(baseline.runs).toMatchObject({ ok: 4 });
    expect(second.stderr).toMatch(/80(?:\.\d+)? → 75/);
  });
});

test.each([['export-subst'], ['export-ignore'], ['-diff'], ['merge=union'], ['linguist-generated']])(
  'an attribute that changes no file changes nothing: %s',
  async (attribute) => {
    await machine();
    const repository = await Repository.create();
    await repository.write({ ...BASE, 'conclusive.yml': CONFIG + CODE });
    const base = await repository.commit({});
    const head = await repository.commit({ '.gitattributes': `data.csv ${attribute}\n` });
    const end = await judge(repository, base, head);
    expect(end.stderr).toContain('are the same program');
  },
);

describe('an environment', () => {
  const filling = (text: string) =>
    `import { writeFileSync } from 'node:fs';\nwriteFileSync(process.argv[2] + '/worse.txt', '${text}');\n`;
  const train = TRAIN.replace(
    'const worse = asBefore ? 0 : 0.3;',
    "const worse = loss === 0 ? Number(readFileSync(process.env.CONCLUSIVE_ENV_DIR + '/worse.txt', 'utf8')) : 0;",
  );
  const config = CONFIG.replace(
    "{run_dir}'",
    `{run_dir}', setup: ['${NODE} fill.mjs {env_dir}'], setup-files: [lock.txt]`,
  );
  const files = { ...BASE, 'train.mjs': train, 'fill.mjs': filling('0'), 'lock.txt': '1' };
  /** The config of the pull request that tries it: with a baseline at the base, or with none but its own checkout. */
  const ways = {
    'as its head': config,
    'as its checkout': config
      .replace('{ ref: base }', '{}')
      .replace('ref: head', 'params: { a: 1 }')
      .replace('seeds: 4', 'seeds: 2'),
  };
  const run = (repository: Repository) => judged(repository.path, 'run', '--json');

  test.each(Object.entries(ways))(
    'that a tree nobody has merged has filled %s serves no other',
    async (_, own) => {
      await machine();
      const repository = await Repository.create();
      const base = await repository.commit({ ...files, 'conclusive.yml': config });
      await repository.git('checkout', '--quiet', '-b', 'hostile');
      await repository.commit({ 'lock.txt': '2', 'fill.mjs': filling('0.4'), 'conclusive.yml': own });
      await run(repository);
      await repository.git('checkout', '--quiet', '-B', 'main', base);
      await repository.commit({ 'lock.txt': '2' });
      await repository.git('checkout', '--quiet', '-b', 'worse');
      await repository.commit({ 'loss.txt': '0.2' });
      const end = await run(repository);
      expect(JSON.parse(end.stdout).verdict, end.stderr).toBe('regression');
    },
  );

  test('is the baseline’s for a head with its setup-files, which does not fill it', async () => {
    await machine();
    const repository = await Repository.create();
    await repository.commit({ ...files, 'conclusive.yml': config });
    await repository.git('checkout', '--quiet', '-b', 'hostile');
    await repository.commit({ 'loss.txt': '0.2', 'fill.mjs': filling('0.4') });
    const end = await run(repository);
    expect(JSON.parse(end.stdout).verdict, end.stderr).toBe('regression');
  });
});

describe.skipIf(findPython() === null)(
  'what Python imports for the evaluation is compared (needs Python)',
  () => {
    const train = `import sys, json, math
from eval.metric import score
seed = int(sys.argv[1]); loss = float(open('loss.txt').read())
json.dump({'accuracy': score(0.8 - loss + 0.01 * math.sin(7 * seed + loss))}, open(sys.argv[2] + '/metrics.json', 'w'))
`;
    const fake = 'def score(x): return x + 0.3\n';
    const elsewhere = {
      'eval.py': "__path__ = [__file__.replace('eval.py', 'other')]\n",
      'other/metric.py': fake,
    };
    const registered = `import sys, types\nm = types.ModuleType('eval.metric')\nm.score = lambda x: x + 0.3\nsys.modules['eval.metric'] = m\n`;

    test.each([
      ['a package around the named file', 'eval/metric.py', { 'eval/__init__.py': registered }],
      ['a module beside the folder of the named file', 'eval/metric.py', elsewhere],
      ['a module beside the named folder', 'eval', elsewhere],
    ])('%s', async (_, evaluation, files) => {
      await machine();
      const repository = await Repository.create();
      const config = CONFIG.replace(`${NODE} train.mjs`, 'python3 train.py');
      await repository.write({ '.gitignore': IGNORED, 'train.py': train, 'loss.txt': '0' });
      await repository.write({ 'eval/metric.py': 'def score(x): return x\n' });
      const base = await repository.commit({ 'conclusive.yml': `${config}evaluation: [${evaluation}]\n` });
      const head = await repository.commit({ 'loss.txt': '0.2', ...files });
      const end = await judge(repository, base, head);
      expect(end.verdict, end.stderr).toBe('invalid');
    });
  },
);
