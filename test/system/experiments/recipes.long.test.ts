/**
 * Every page of docs/how-to/frameworks that shows a config and its program is run as it stands, where a Python has the framework. A
 * page whose framework is not there is skipped by name. To run all: put a Python that has them first in the PATH, such as
 *
 *   pip install lightning 'transformers[torch]' keras xgboost lightgbm scikit-learn
 *
 * and set KERAS_BACKEND=torch where there is no TensorFlow.
 */
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { importedModules, type RecipePage, recipePages } from '../../support/recipe-pages.ts';
import { Repository } from '../../support/repository.ts';
import { readResult } from '../../support/result-schema.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { conclusive } from '../support/command.ts';
import { findPython } from '../support/python.ts';

const FIXTURES = fileURLToPath(new URL('../../../fixtures', import.meta.url));

const pages = recipePages.filter(({ files }) => files.has('conclusive.yml'));

/** What the page shows, in a repository with what it leaves to a fixture. Three folds are trained once, as the seeds of the others are few. */
async function write({ files, fixtures }: RecipePage, python: string): Promise<string> {
  const directory = await temporaryFolder();
  for (const name of fixtures) await cp(join(FIXTURES, name), directory, { recursive: true });
  for (const [name, content] of files)
    await writeFile(
      join(directory, name),
      name.endsWith('.yml')
        ? content.replace('python3', python).replace(/(?<=^folds: ).*/m, '{ k: 3, repeats: 1 }')
        : content,
    );
  const repository = Repository.at(directory);
  await repository.git('init', '--quiet');
  await repository.commit({});
  return directory;
}

test('there is such a page for each framework, and for a shell', () => {
  expect(pages.map(({ page }) => page)).toEqual([
    'gradient-boosting.md',
    'hugging-face.md',
    'keras.md',
    'lightning.md',
    'pytorch.md',
    'scikit-learn.md',
    'shell.md',
  ]);
});

describe.each(pages)('$page', (recipe) => {
  const programs = [...recipe.files].filter(([name]) => name.endsWith('.py'));
  const modules = importedModules(programs.map(([, program]) => program).join('\n'));
  const python = findPython(...modules);
  if (python === null) console.warn(`${recipe.page} is not run: no Python here has ${modules.join(', ')}`);
  const configs = [...recipe.files.keys()].filter((name) => name.endsWith('.yml'));

  test.skipIf(python === null).each(configs)(
    `%s comes to a verdict on two seeds (needs Python with ${modules.join(', ') || 'nothing more'})`,
    async (config) => {
      const directory = await write(recipe, python ?? '');
      const isFolds = /^vary: folds$/m.test(recipe.files.get(config) ?? '');
      const seeds = isFolds ? [] : ['--seeds', '2'];
      const { code, stdout, stderr } = await conclusive(
        directory,
        'run',
        '--json',
        '--config',
        config,
        ...seeds,
      );
      expect([0, 1], stderr).toContain(code);
      expect(stderr).not.toContain('left new files');
      const { verdict, models, comparisons, checks } = readResult(stdout);
      expect(verdict, stderr).not.toBe('invalid');
      const variants = models.length - 1;
      expect(comparisons.filter(({ role }) => role === 'primary')).toHaveLength(variants);
      for (const { name, runs } of models) expect([name, runs.ok], stderr).toEqual([name, isFolds ? 3 : 2]);
      const found = (id: string) => checks.filter((check) => check.id === id).map(({ status }) => status);
      expect(new Set(found('seed-effect'))).not.toContain('fail');
      expect(new Set(found('reproducible'))).not.toContain('warn');
      expect(new Set(found('test-examples'))).not.toContain('fail');
      if (!isFolds) return;
      expect(comparisons[0]).toMatchObject({ pairing: 'fold', interval: { method: 'nadeau-bengio' } });
      expect(found('test-examples')).toEqual(['pass']);
    },
    600_000,
  );
});
