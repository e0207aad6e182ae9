/** For generated trees, Python imports the evaluation: whatever makes it take another module than the named one changes the digest. */
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestEvaluation } from '../../../src/plan/evaluation/evaluation-bytes.ts';
import { openCommitEvaluation } from '../../../src/plan/evaluation/evaluation-in-git.ts';
import { Repository } from '../../support/repository.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { findPython } from '../../system/support/python.ts';

const python = findPython() ?? '';
/** What may be named: the file that holds the metric, and the folders that hold the file. */
const NAMED = ['a/b/metric.py', 'a/b', 'a'];

/** Ways in which a module that Python runs on its way takes the place of the metric. */
const TEXTS = {
  fake: "MARK = 'fake'\n",
  registered:
    "import sys, types\nm = types.ModuleType('a.b.metric')\nm.MARK = 'fake'\nsys.modules['a.b.metric'] = m\n",
  elsewhere: "import builtins\n__path__ = [builtins.ROOT + '/evil']\n",
};
/** Python runs files of these names, or it does not. `TAG` is that of this Python's bytecode. */
const FILES = [
  ...['a.py', 'a.pyc', 'a/__init__.py', 'a/__init__.pyc', '__init__.py', 'b/__init__.py', 'c.py'],
  ...['a/b.py', 'a/b.pyc', 'a/b/__init__.py', 'a/b/__init__.pyc', 'a/c/__init__.py', 'a/metric.py'],
  ...['a/b/metric/__init__.py', 'a/b/metric/__init__.pyc', 'a/b/metric.pyc', 'a/b/other.py'],
  ...['a/__pycache__/__init__.TAG.pyc', 'a/b/__pycache__/__init__.TAG.pyc', '__pycache__/a.TAG.pyc'],
  ...['a/__pycache__/b.TAG.pyc', 'a/b/__pycache__/metric.TAG.pyc'],
];
const EVIL = { 'evil/metric.py': TEXTS.fake, 'evil/b/metric.py': TEXTS.fake };
/** Without a head's change. */
const BASES: ReadonlyArray<Readonly<Record<string, string>>> = [
  {},
  { 'a/__init__.py': '', 'a/b/__init__.py': '' },
  { 'a.py': '', 'a/b.py': '', 'a/__init__.py': '', 'a/b/__init__.py': '' },
];

/** Compiles what is to be bytecode that needs no check, imports the metric of each tree, and prints its mark. */
const IMPORT = `
import builtins, importlib, json, os, py_compile, sys
sys.dont_write_bytecode = True
root = sys.argv[1]
marks = {}
for tree in os.listdir(root):
    top = os.path.join(root, tree)
    for folder, _, files in os.walk(top):
        for name in files:
            if not name.endswith('.pyc'): continue
            path = os.path.join(folder, name)
            os.rename(path, path + '.txt')
            py_compile.compile(path + '.txt', cfile=path, doraise=True,
                invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
            os.remove(path + '.txt')
    for name in [name for name in sys.modules if name.split('.')[0] == 'a']: del sys.modules[name]
    sys.path_importer_cache.clear()
    importlib.invalidate_caches()
    builtins.ROOT = top
    sys.path.insert(0, top)
    try: marks[tree] = importlib.import_module('a.b.metric').MARK
    except Exception as error: marks[tree] = 'error'
    sys.path.pop(0)
print(json.dumps(marks))
`;

interface Tree {
  readonly base: number;
  readonly added: Readonly<Record<string, string>>;
}

function generate(tag: string): readonly Tree[] {
  const kinds = Object.keys(TEXTS) as Array<keyof typeof TEXTS>;
  const one = fc.tuple(fc.constantFrom(...FILES), fc.constantFrom(...kinds));
  const some = fc.record({
    base: fc.nat(BASES.length - 1),
    added: fc.array(one, { minLength: 2, maxLength: 3 }),
  });
  const alone = BASES.flatMap((_, base) =>
    FILES.flatMap((file) => kinds.map((kind) => ({ base, added: [[file, kind] as const] }))),
  );
  const all = [...alone, ...fc.sample(some, { numRuns: 150, seed: 28 })];
  return all.map(({ base, added }) => ({
    base,
    added: Object.fromEntries(added.map(([file, kind]) => [file.replace('TAG', tag), TEXTS[kind]])),
  }));
}

async function write(root: string, files: Readonly<Record<string, string>>) {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

test.skipIf(python === '')(
  'whatever else Python imports is told, in a work tree and in a commit (needs Python)',
  async () => {
    const tag = execFileSync(python, ['-c', 'import sys; print(sys.implementation.cache_tag)'], {
      encoding: 'utf8',
    }).trim();
    const repository = await Repository.create();
    const root = join(repository.path, 'p');
    const trees = [...BASES.keys()].map((base): Tree => ({ base, added: {} })).concat(generate(tag));
    for (const [index, { base, added }] of trees.entries())
      await write(join(root, `t${index}`), {
        'a/b/metric.py': "MARK = 'real'\n",
        ...EVIL,
        ...BASES[base],
        ...added,
      });
    const marks = JSON.parse(execFileSync(python, ['-c', IMPORT, root], { encoding: 'utf8' }));
    const commit = await repository.commit({});
    const inGit = await openCommitEvaluation(repository.path, commit, await temporaryFolder());
    const digests = async (index: number, named: string) => {
      const path = `p/t${index}/${named}`;
      return [await digestEvaluation({ root: repository.path, path }), await inGit.digest(path)];
    };
    let faked = 0;
    for (const named of NAMED) {
      const plain: Array<Awaited<ReturnType<typeof digests>>> = [];
      for (const base of BASES.keys()) plain.push(await digests(base, named));
      for (const [index, { base, added }] of trees.entries()) {
        if (marks[`t${index}`] !== 'fake') continue;
        faked += 1;
        const [bytes, git] = await digests(index, named);
        const told = `${named} of base ${base} with ${JSON.stringify(added)}`;
        expect([told, bytes === plain[base]?.[0], git === plain[base]?.[1]]).toEqual([told, false, false]);
      }
    }
    expect(BASES.map((_, base) => marks[`t${base}`])).toEqual(['real', 'real', 'real']);
    expect(faked).toBeGreaterThan(150);
  },
);
