/** For generated folders, Python says which file it imports: whatever takes the place of the evaluation file changes its digest. */
import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestEvaluation } from '../../../src/plan/evaluation/evaluation-bytes.ts';
import { openCommitEvaluation } from '../../../src/plan/evaluation/evaluation-in-git.ts';
import { Repository } from '../../support/repository.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { findPython } from '../../system/support/python.ts';

const python = findPython() ?? '';
const EVALUATION = 'lib/metric.py';
const LINK_TO_PACKAGE = 'lib/metric -> ../other';

/** Prints the suffixes of this Python's extensions and bytecode. */
const SUFFIXES = `
import importlib.machinery as m, importlib.util as u, json
print(json.dumps([m.EXTENSION_SUFFIXES[0], u.cache_from_source('x.py').split('x')[-1]]))
`;
/** Compiles bytecode that needs no check, and prints for each folder what \`import lib.metric\` takes. */
const ASK = `
import json, os, py_compile, shutil, sys
from importlib.machinery import PathFinder
root = sys.argv[1]
def find(name, path):
    sys.path_importer_cache.clear()
    return PathFinder.find_spec(name, path)
def taken(spec):
    if spec is None or spec.loader is None or not hasattr(spec.loader, 'get_code'): return None
    code = spec.loader.get_code(spec.name) if not spec.origin.endswith(('.so', '.pyd')) else None
    return spec.origin if code is None else code.co_consts[0]
answers = {}
for layout in sorted(os.listdir(root)):
    top = os.path.join(root, layout)
    for folder, _, files in os.walk(top):
        for name in files:
            if not name.endswith('.pyc'): continue
            path = os.path.join(folder, name)
            with open(path + '.src', 'w') as source: source.write(repr(os.path.relpath(path, top)) + '; a = 1')
            with open(path + '.src') as source: text = source.read()
            with open(path + '.src', 'w') as source: source.write('MARK = ' + text)
            py_compile.compile(path + '.src', cfile=path, doraise=True,
                invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
            os.remove(path + '.src')
    lib = find('lib', [top])
    if lib.submodule_search_locations is None: answers[layout] = taken(lib) or lib.origin
    else:
        spec = find('lib.metric', list(lib.submodule_search_locations))
        answers[layout] = taken(spec)
    if answers[layout] and os.path.isabs(answers[layout]): answers[layout] = os.path.relpath(answers[layout], top)
print(json.dumps(answers))
`;

const ask = (...args: readonly string[]) =>
  JSON.parse(execFileSync(python, ['-c', ...args], { encoding: 'utf8' }));

/** Each file says its own name, as the first constant of its code. */
async function write(layouts: ReadonlyMap<string, readonly string[]>, root: string) {
  for (const [name, files] of layouts)
    for (const file of [EVALUATION, ...files]) {
      const path = join(root, name, file === LINK_TO_PACKAGE ? 'lib/metric' : file);
      await mkdir(dirname(path), { recursive: true });
      if (file === LINK_TO_PACKAGE) await symlink('../other', path);
      else await writeFile(path, file.endsWith('.pyc') ? '' : `MARK = '${file}'\n`);
    }
}

function pool(): readonly string[] {
  const [extension, bytecode] = ask(SUFFIXES);
  const suffixes = [extension, '.abi3.so', '.so', '.pyd', '.pyc', '.other.so'];
  return [
    ...suffixes.flatMap((suffix) => [`lib/metric${suffix}`, `lib${suffix}`]),
    ...['.py', '.pyc', extension, '.so'].map((suffix) => `lib/metric/__init__${suffix}`),
    ...['lib.py', 'lib/__init__.py', 'lib/metric/other.py', 'metric.py', 'metric/__init__.py'],
    ...[`lib/__pycache__/metric${bytecode}`, `lib/metrics/__init__.py`, 'other/__init__.py'],
  ];
}

/** A link can't lie where a folder is. */
const isPossible = (files: readonly string[]) =>
  !files.includes(LINK_TO_PACKAGE) || !files.some((file) => file.startsWith('lib/metric/'));

function generate(): ReadonlyMap<string, readonly string[]> {
  const files = pool();
  const some = fc.sample(fc.subarray([...files, LINK_TO_PACKAGE], { minLength: 2, maxLength: 5 }), {
    numRuns: 250,
    seed: 28,
  });
  const all = [
    [],
    ...files.map((file) => [file]),
    [LINK_TO_PACKAGE, 'other/__init__.py'],
    ...some.filter(isPossible),
  ];
  return new Map(all.map((one, index) => [`l${index}`, one]));
}

describe.skipIf(python === '')('the file that Python imports is compared (needs Python)', () => {
  test('in a work tree and in a commit, with one answer', async () => {
    const repository = await Repository.create();
    const layouts = generate();
    const places = join(repository.path, 'p');
    await write(layouts, places);
    const taken: Record<string, string | null> = ask(ASK, places);
    const commit = await repository.commit({});
    const inGit = await openCommitEvaluation(repository.path, commit, await temporaryFolder());
    const digestsOf = async (name: string) => {
      const path = `p/${name}/${EVALUATION}`;
      return [await digestEvaluation({ root: repository.path, path }), await inGit.digest(path)];
    };
    const plain = await digestsOf('l0');
    let shadowed = 0;
    for (const [name, files] of layouts) {
      const [bytes, git] = (await digestsOf(name)).map((digest, index) => digest !== plain[index]);
      const isShadowed = taken[name] !== EVALUATION;
      if (isShadowed) shadowed += 1;
      const told = `${files.join(' ')}: Python takes ${taken[name]}`;
      expect({ told, bytes, git }).toEqual({ told, bytes: bytes || isShadowed, git: bytes || isShadowed });
    }
    expect(shadowed).toBeGreaterThan(100);
  });

  test.each([['lib/metric/other.py'], ['lib/metrics/__init__.py'], ['metric.py', 'metric/__init__.py']])(
    'what Python does not take is no difference: %s',
    async (...files) => {
      const repository = await Repository.create();
      const before = await repository.commit({ [EVALUATION]: 'x = 1\n', 'lib/__init__.py': '' });
      const digests = async (commit: string) => [
        await digestEvaluation({ root: repository.path, path: EVALUATION }),
        await (await openCommitEvaluation(repository.path, commit, await temporaryFolder())).digest(
          EVALUATION,
        ),
      ];
      const plain = await digests(before);
      const after = await repository.commit(Object.fromEntries(files.map((file) => [file, 'x = 2\n'])));
      expect(await digests(after)).toEqual(plain);
    },
  );
});
