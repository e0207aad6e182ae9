/** `conclusive init` on the projects of docs/how-to/frameworks without their configs. */
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { importedModules, recipePages } from '../../support/recipe-pages.ts';
import { Repository } from '../../support/repository.ts';
import { readResult } from '../../support/result-schema.ts';
import { conclusive } from '../support/command.ts';
import { findPython } from '../support/python.ts';

const pages = recipePages.filter(({ files }) => files.has('conclusive.yml'));

describe.each(pages)('$page', ({ files }) => {
  const programs = [...files].filter(([name]) => name.endsWith('.py'));
  const modules = importedModules(programs.map(([, program]) => program).join('\n'));
  const python = findPython(...modules);

  test.skipIf(python === null)(
    'from nothing to a verdict in two commands, with the values that init asks for (needs Python)',
    async () => {
      const repository = await Repository.create();
      const sources = [...files].filter(([name]) => !name.endsWith('.yml') && name !== 'cross_validate.py');
      await repository.commit(Object.fromEntries(sources));
      if (programs.length > 0) {
        // As an environment of the repository, so that the one that has the framework is taken.
        await repository.write({
          '.venv/bin/python': `#!/bin/sh\nexec ${python} "$@"\n`,
          '.venv/.gitignore': '*\n',
        });
        await chmod(join(repository.path, '.venv/bin/python'), 0o755);
      }
      const init = await conclusive(repository.path, 'init', '--yes');
      expect(init.code, init.stderr).toBe(0);
      const path = join(repository.path, 'conclusive.yml');
      const written = parse(await readFile(path, 'utf8'));
      // The interpreter that has the framework, as in an activated environment.
      const page = (files.get('conclusive.yml') ?? '').replaceAll(/\bpython3? /g, '.venv/bin/python ');
      const { trainer, params, models: compared } = parse(page);
      // The page says what init leaves to its reader.
      if (init.stdout.includes('\nTo do:\n'))
        await writeFile(
          path,
          stringify({ ...written, trainer: { ...written.trainer, ...trainer }, params, models: compared }),
        );
      const { code, stdout, stderr } = await conclusive(repository.path, 'run', '--json', '--seeds', '2');
      expect([0, 1], stderr).toContain(code);
      const { verdict, models } = readResult(stdout);
      expect(verdict, stderr).not.toBe('invalid');
      expect(models.map(({ runs }) => runs.ok)).toEqual(models.map(() => 2));
    },
    600_000,
  );
});

test('a repository is left as it is, but for what init says that it wrote', async () => {
  const repository = await Repository.create();
  await repository.commit({
    'train.py':
      'import argparse\nopen("ran", "w")\np.add_argument("--seed", type=int, default=0)\nprint("accuracy:", a)',
    '.gitignore': 'out/',
  });
  const { stdout } = await conclusive(repository.path, 'init');
  expect(stdout).toContain('wrote conclusive.yml, .github/workflows/conclusive.yml, .gitignore\n');
  const changed = await repository.git('status', '--porcelain', '--untracked-files=all');
  expect(changed.split('\n').map((line) => line.trim())).toEqual([
    'M .gitignore',
    '?? .github/workflows/conclusive.yml',
    '?? conclusive.yml',
  ]);
  expect(await readFile(join(repository.path, '.gitignore'), 'utf8')).toBe('out/\n.conclusive/\n');
  await writeFile(join(repository.path, 'conclusive.yml'), 'mine');
  const again = await conclusive(repository.path, 'init');
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('conclusive.yml already exists')]);
  expect(await readFile(join(repository.path, 'conclusive.yml'), 'utf8')).toBe('mine');
});
