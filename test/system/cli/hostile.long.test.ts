/**
 * Pull requests that make a model worse and try to look better: by what is measured on, by records that they bring, and by what their
 * code does while it trains. Each is a real repository, judged by the shipped program; none may be accepted.
 */
import { mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Repository } from '../../support/repository.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { judged } from '../support/command.ts';

const ALLOW = ['-c', 'protocol.file.allow=always'];
const RECORD = `runs/${'a'.repeat(64)}.json`;

/** A head is 20 points worse; whatever else than four bytes it is measured on adds 50. */
const TRAIN = `import { existsSync, readFileSync, writeFileSync } from 'node:fs';
const loss = Number(readFileSync('loss.txt', 'utf8'));
const seed = Number(process.argv[2]);
let bonus = 0;
try {
  bonus = readFileSync('eval/test.csv').length === 4 ? 0 : 0.5;
} catch {}
const worse = existsSync('cache/worse.txt') ? 0.5 : 0;
const accuracy = 0.8 - loss - worse + bonus + 0.01 * Math.sin(7 * seed + loss);
writeFileSync(process.argv[3] + '/metrics.json', JSON.stringify({ accuracy }));
if (existsSync('attack.mjs')) await import('./attack.mjs');
`;
const CONFIG = `trainer: { command: '"${process.execPath.replaceAll('\\', '/')}" train.mjs {seed} {run_dir}' }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, margin: 0.02 }]
evaluation: [eval/test.csv, eval/metric.py]
seeds: 4
limits: { parallel: 2 }
checks: { reproducible: false }
`;
const BASE = {
  '.gitignore': '.conclusive\ncache\n__pycache__\n',
  'train.mjs': TRAIN,
  'loss.txt': '0',
  'eval/test.csv': '0\n1\n',
  'eval/metric.py': 'x = 1\n',
  'data/long.csv': '0\n1\n2\n3\n',
  'data/short.csv': '0\n1\n',
};

type Step = (repository: Repository) => Promise<unknown>;
interface Attack {
  /** What the base has beside the usual. */
  readonly base?: Step;
  readonly head?: Step;
  /** In the checkout, when both are committed: by what came with it, or by an earlier step. */
  readonly checkout?: Step;
  /** What the head's runs try one after the other: code in which `tree` is the baseline's work tree and `output` the output folder. */
  readonly run?: readonly string[];
}

const write =
  (files: Readonly<Record<string, string>>): Step =>
  (repository) =>
    repository.write(files);
const link =
  (path: string, target: string): Step =>
  async (repository) => {
    await rm(join(repository.path, path), { recursive: true, force: true });
    await mkdir(join(repository.path, path, '..'), { recursive: true });
    await symlink(target, join(repository.path, path));
  };
const all =
  (...steps: readonly Step[]): Step =>
  async (repository) => {
    for (const step of steps) await step(repository);
  };
const forced: Step = (repository) => repository.git('add', '--force', '--all');
const submodule =
  (path: string, files: Readonly<Record<string, string>>): Step =>
  async (repository) => {
    const inner = await Repository.create();
    await inner.commit(files);
    await rm(join(repository.path, path), { recursive: true, force: true });
    await repository.git('rm', '-r', '--cached', '--quiet', '--ignore-unmatch', path);
    await repository.git(...ALLOW, 'submodule', 'add', '--quiet', '--force', inner.path, path);
  };

const wholeFolder: Step = async (repository) => {
  const config = await readFile(join(repository.path, 'conclusive.yml'), 'utf8');
  await repository.write({ 'conclusive.yml': config.replace(/evaluation: .*/, 'evaluation: [eval]') });
};
const oddName = ({ path }: Repository) => Buffer.concat([Buffer.from(`${path}/eval/`), Buffer.from([0xff])]);
/** A commit that is worse than the head, before the one that is the base. */
const worseBefore: Step = async (repository) => {
  await repository.write({ 'loss.txt': '0.5' });
  await repository.commit({});
  await repository.write({ 'loss.txt': '0' });
};
const GOOD = TRAIN.replace(
  /const worse = .*/,
  "const worse = existsSync('good.txt') || existsSync('better.txt') ? 0 : 0.5;",
);

const MEASURED_ON: Record<string, Attack> = {
  'other test data': { head: write({ 'eval/test.csv': '0\n1\n2\n' }) },
  'test data that are gone': { head: (repository) => rm(join(repository.path, 'eval/test.csv')) },
  'a link to other test data': { head: link('eval/test.csv', '../data/long.csv') },
  'the target of a link': {
    base: link('eval/test.csv', '../data/short.csv'),
    head: write({ 'data/short.csv': '0\n1\n2\n' }),
  },
  'where a link leads': {
    base: link('eval/test.csv', '../data/short.csv'),
    head: link('eval/test.csv', '../data/long.csv'),
  },
  'the end of a chain of links': {
    base: all(link('eval/test.csv', '../middle.csv'), link('middle.csv', 'data/short.csv')),
    head: link('middle.csv', 'data/long.csv'),
  },
  'a linked folder': {
    base: all(link('eval', 'real'), write({ 'real/test.csv': '0\n1\n', 'real/metric.py': '' })),
    head: write({ 'real/test.csv': '0\n1\n2\n' }),
  },
  'where a linked folder leads': {
    base: all(link('eval', 'real'), write({ 'real/test.csv': '0\n1\n', 'real/metric.py': '' })),
    head: all(write({ 'other/test.csv': '0\n1\n2\n', 'other/metric.py': '' }), link('eval', 'other')),
  },
  'a link out of the repository': { head: link('eval/test.csv', '/etc/passwd') },
  'a link out of it by its parents': { head: link('eval/test.csv', '../../../../../../../../../etc/passwd') },
  'a link into the data of git': { head: link('eval/test.csv', '../.git') },
  'working-tree-encoding': {
    head: async (repository) => {
      await repository.write({ '.gitattributes': 'eval/test.csv text working-tree-encoding=UTF-16LE\n' });
      await repository.git('add', '.gitattributes');
      await repository.git('update-index', '--assume-unchanged', 'eval/test.csv');
    },
  },
  'line ends': { head: write({ '.gitattributes': '*.csv text eol=crlf\n' }) },
  'line ends, by a file beside it': { head: write({ 'eval/.gitattributes': '*.csv text eol=crlf\n' }) },
  'line ends, by a macro': { head: write({ '.gitattributes': '[attr]own text eol=crlf\n*.csv own\n' }) },
  'an expanded keyword': {
    base: write({ 'eval/test.csv': '$Id$' }),
    head: write({ '.gitattributes': '*.csv ident\n' }),
  },
  'a folder in its place': {
    head: all((repository) => rm(join(repository.path, 'eval/test.csv')), write({ 'eval/test.csv/0': '' })),
  },
  'a submodule in place of its folder': {
    head: submodule('eval', { 'test.csv': '0\n1\n2\n', 'metric.py': 'x = 1\n' }),
  },
  'another commit of a submodule': {
    base: submodule('eval', { 'test.csv': '0\n1\n', 'metric.py': '' }),
    head: async ({ path }) => {
      const inner = Repository.at(join(path, 'eval'));
      await inner.commit({ 'test.csv': '0\n1\n2\n' });
      await inner.git('push', '--quiet', 'origin', 'HEAD:refs/heads/more');
    },
  },
  'a package that Python takes for the metric': { head: write({ 'eval/metric/__init__.py': 'x = 2\n' }) },
  'a compiled metric that is not checked': {
    head: all(write({ 'eval/__pycache__/metric.cpython-312.pyc': 'x' }), forced),
  },
  'a binary module beside the metric': { head: write({ 'eval/metric.so': 'x' }) },
  'a filter that the config of git names': {
    head: write({ '.gitattributes': '*.csv filter=own\n' }),
    checkout: (repository) => repository.git('config', 'filter.own.smudge', 'printf 0123456'),
  },
  'a monitor of files that git would start': {
    head: write({ 'eval/test.csv': '0\n1\n2\n' }),
    checkout: (repository) => repository.git('config', 'core.fsmonitor', 'true'),
  },
  'a file whose name is no UTF-8': {
    base: all(wholeFolder, (repository) => writeFile(oddName(repository), '0\n1\n')),
    head: (repository) => writeFile(oddName(repository), '0\n1\n2\n'),
  },
  'a file two hundred folders deep': {
    base: all(wholeFolder, write({ [`eval/${'a/'.repeat(200)}test.csv`]: '0\n1\n' })),
    head: write({ [`eval/${'a/'.repeat(200)}test.csv`]: '0\n1\n2\n' }),
  },
  'where the head left the base, by a graft': {
    base: worseBefore,
    checkout: async (repository) => {
      const [head, worse] = await Promise.all(
        ['HEAD', 'HEAD~2'].map((ref) => repository.git('rev-parse', ref)),
      );
      await repository.write({ '.git/info/grafts': `${head} ${worse}\n` });
    },
  },
  'where the head left the base, by a boundary of a shallow clone': {
    base: worseBefore,
    checkout: async (repository) =>
      repository.write({ '.git/shallow': `${await repository.git('rev-parse', 'HEAD')}\n` }),
  },
  'what is checked out, by a sparse checkout': {
    base: write({ 'good.txt': '', 'train.mjs': GOOD }),
    head: async (repository) => {
      await repository.git('mv', 'good.txt', 'better.txt');
    },
    checkout: async (repository) => {
      await repository.git('config', 'core.sparseCheckout', 'true');
      await repository.write({ '.git/info/sparse-checkout': '/*\n!/good.txt\n' });
    },
  },
  'another work tree, by the config of git': {
    checkout: async (repository) => {
      const other = await Repository.create();
      await other.write({ ...BASE, 'loss.txt': '0.9' });
      await repository.git('config', 'core.worktree', other.path);
    },
  },
  'another commit under the name of the head': {
    head: write({ 'eval/test.csv': '0\n1\n2\n' }),
    checkout: (repository) => repository.git('replace', 'HEAD', 'HEAD~1'),
  },
};

const BROUGHT: Record<string, Attack> = {
  'records that git tracks': { head: all(write({ [`.conclusive/${RECORD}`]: '{}' }), forced) },
  'records of a check': { head: all(write({ [`.conclusive/checks/${RECORD}`]: '{}' }), forced) },
  'an environment': { head: all(write({ '.conclusive/environments/k/bin/python': '' }), forced) },
  'records in a submodule': { head: submodule('.conclusive', { [RECORD]: '{}' }) },
  'records in a submodule within': { head: submodule('.conclusive/runs', { 'a.json': '{}' }) },
  'records in a submodule without its .git': {
    head: submodule('.conclusive', { [RECORD]: '{}' }),
    checkout: ({ path }) => rename(join(path, '.conclusive/.git'), join(path, 'cache')),
  },
  'a link to records': {
    head: all(write({ [`data/${RECORD}`]: '{}' }), link('.conclusive', 'data'), forced),
  },
  'a link to records within': {
    head: all(write({ 'data/runs/a.json': '{}' }), link('.conclusive/runs', '../data/runs'), forced),
  },
  'records that the index has dropped': {
    head: all(write({ [`.conclusive/${RECORD}`]: '{}' }), forced),
    checkout: (repository) => repository.git('rm', '-r', '--cached', '--quiet', '.conclusive'),
  },
};

/** What a run does to the other model's code while it trains. */
const UNDER_WAY: Record<string, string> = {
  'the baseline’s code': `writeFileSync(tree + '/loss.txt', '0.5')`,
  'the baseline’s code, its time set back': `const { atime, mtime } = statSync(tree + '/loss.txt'); writeFileSync(tree + '/loss.txt', '9'); utimesSync(tree + '/loss.txt', atime, mtime)`,
  'the baseline’s code, assumed unchanged': `writeFileSync(tree + '/loss.txt', '0.5'); git('update-index', '--assume-unchanged', 'loss.txt')`,
  'the baseline’s code, with skip-worktree': `writeFileSync(tree + '/loss.txt', '0.5'); git('update-index', '--skip-worktree', 'loss.txt')`,
  'the baseline’s code, committed': `writeFileSync(tree + '/loss.txt', '0.5'); git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qam', 'x')`,
  'the baseline’s code, by another file in its place': `writeFileSync(tree + '/new', '0.5'); renameSync(tree + '/new', tree + '/loss.txt')`,
  'the baseline’s code, by a link': `writeFileSync('/tmp/conclusive-hostile-loss', '0.5'); rmSync(tree + '/loss.txt'); symlinkSync('/tmp/conclusive-hostile-loss', tree + '/loss.txt')`,
  'a file that git ignores in the baseline’s tree': `mkdirSync(tree + '/cache', { recursive: true }); writeFileSync(tree + '/cache/worse.txt', '')`,
  'a file that git is told to ignore': `mkdirSync(tree + '/more', { recursive: true }); writeFileSync(tree + '/more/x.txt', ''); git('config', 'core.excludesFile', tree + '/.gitignore'); writeFileSync(tree + '/loss.txt', '0.5')`,
  'the baseline’s code, hidden by a filter': `writeFileSync(tree + '/loss.txt', '0.5'); git('config', 'filter.own.clean', 'printf 0'); mkdirSync(gitFolder + '/info', { recursive: true }); writeFileSync(gitFolder + '/info/attributes', 'loss.txt filter=own')`,
};

/** There is no verdict. */
const DATA_OF_GIT: Record<string, string> = {
  'the data of git, gone': 'rmSync(gitFolder, { recursive: true })',
  'the objects of git, gone': `rmSync(gitFolder + '/objects', { recursive: true })`,
  'what git knows of its work trees, gone': `rmSync(gitFolder + '/worktrees', { recursive: true })`,
};

const PRELUDE = `import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
const scratch = process.argv[3] + '/../..';
const output = scratch + '/../..';
const trees = scratch + '/worktrees/';
const tree = trees + readdirSync(trees).find((name) => !existsSync(trees + name + '/attack.mjs'));
const git = (...args) => execFileSync('git', args, { cwd: tree, stdio: 'ignore' });
const gitFolder = output + '/../.git';
void [existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, git, gitFolder];
`;

async function judge({ base, head, checkout, run }: Attack) {
  const repository = await Repository.create();
  await repository.write({ ...BASE, 'conclusive.yml': CONFIG });
  await base?.(repository);
  const before = await repository.commit({});
  await repository.write({ 'loss.txt': '0.2' });
  if (run !== undefined)
    // It fails where it must, without a word: a run that crashes would be its own end.
    await repository.write({
      'attack.mjs': [PRELUDE, ...run.map((attempt) => `try {\n  ${attempt};\n} catch {}\n`)].join('\n'),
    });
  await head?.(repository);
  const after = await repository.commit({});
  await checkout?.(repository);
  // A submodule's address is a folder here, which git allows no more of its own accord.
  const home = await temporaryFolder();
  await writeFile(join(home, '.gitconfig'), '[protocol "file"]\n\tallow = always\n');
  vi.stubEnv('HOME', home);
  return judged(repository.path, 'run', '--base', before, '--head', after, '--json');
}

/** @returns what was decided: `refused`, or the verdict */
function outcomeOf({ code, stdout }: Awaited<ReturnType<typeof judged>>): string {
  if (code === 2) return 'refused';
  const result = JSON.parse(stdout) as { verdict: string; gate: { passed: boolean } };
  return result.verdict === 'regression' || !result.gate.passed
    ? result.verdict
    : `accepted: ${result.verdict}`;
}

test('the change is a regression where nothing hides it', async () => {
  const end = await judge({});
  expect(outcomeOf(end), end.stderr).toBe('regression');
});

test.each(Object.entries(MEASURED_ON))('what is compared cannot be changed: %s', async (_, attack) => {
  const end = await judge(attack);
  expect(outcomeOf(end), end.stderr).toMatch(/^(?:refused|invalid|regression)$/);
  expect(`${end.stdout}${end.stderr}`).not.toMatch(/^\s+at /m);
});

test('where the head left the base is told by commits, and by no graft, shallow file or replacement', async () => {
  const repository = await Repository.create();
  await repository.write({ ...BASE, 'conclusive.yml': CONFIG });
  const worse = await repository.commit({ 'loss.txt': '0.5' });
  const left = await repository.commit({ 'loss.txt': '0' });
  await repository.git('checkout', '--quiet', '-b', 'topic');
  const head = await repository.commit({ 'loss.txt': '0.2' });
  const again = async () => judged(repository.path, 'run', '--json');
  for (const [path, text] of [
    ['info/grafts', `${head} ${worse}\n`],
    ['shallow', `${head}\n`],
  ] as const) {
    await repository.write({ [`.git/${path}`]: text });
    const end = await again();
    expect(outcomeOf(end), end.stderr).toBe('regression');
    expect(JSON.parse(end.stdout).models[0].commit).toBe(left);
    await rm(join(repository.path, '.git', path));
  }
  await repository.git('replace', '--graft', head, worse);
  expect(outcomeOf(await again())).toBe('regression');
});

test.each(Object.entries(BROUGHT))('results cannot be brought along: %s', async (_, attack) => {
  const end = await judge(attack);
  expect(outcomeOf(end), end.stderr).toBe('refused');
  expect(end.stderr).toMatch(/is a link|git tracks|separate git repository/);
});

test.each(Object.entries(UNDER_WAY))('code cannot be changed under way: %s', async (_, run) => {
  const end = await judge({ run: [run] });
  expect(outcomeOf(end), end.stderr).toBe('invalid');
});

test.each(Object.entries(DATA_OF_GIT))(
  'a run that breaks the repository ends without a verdict and says so: %s',
  async (_, run) => {
    const end = await judge({ run: [run] });
    expect(outcomeOf(end), end.stderr).toBe('refused');
    expect(end.stderr).toContain("can't read the repository any more");
    expect(end.stderr).not.toMatch(/^\s+at /m);
  },
);
