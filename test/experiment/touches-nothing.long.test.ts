import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { touchesNothing } from '../../src/experiment/touches-nothing.ts';
import { Repository } from '../support/repository.ts';

const config = (paths: string) => `trainer: { command: node train.mjs }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy }]
${paths}
`;

describe('paths', () => {
  let repository: Repository;
  let base: string;
  beforeAll(async () => {
    repository = Repository.at(await mkdtemp(join(tmpdir(), 'conclusive-paths-')));
    await repository.git('init', '--quiet', '--initial-branch=main');
    base = await repository.commit({
      'text/conclusive.yml': config('paths: [src, "**/*.py", data/*.csv]'),
      'text/all.yml': config(''),
      'text/shared.yml': config('paths: [., ../shared]'),
      'text/outside.yml': config('paths: [., ../../shared]'),
      'text/src/model.mjs': '1',
    });
  });

  afterAll(() => rm(repository.path, { recursive: true, force: true }));

  async function touched(files: Record<string, string>, name = 'conclusive.yml') {
    await repository.git('checkout', '--quiet', '--detach', base);
    const head = await repository.commit(files);
    return touchesNothing({
      repository: repository.path,
      config: `text/${name}`,
      base,
      head,
      governedByBase: true,
    });
  }

  test.each([
    ['a file in a folder', 'text/src/deep/model.mjs'],
    ['a pattern at the top', 'text/train.py'],
    ['a pattern further down', 'text/a/b/train.py'],
    ['a file of a folder', 'text/data/train.csv'],
    ['the config itself', 'text/conclusive.yml'],
    ['attributes by which git converts them', '.gitattributes'],
    ['attributes of a folder', 'text/src/deep/.gitattributes'],
    ['where submodules come from', '.gitmodules'],
  ])('are touched by %s', async (_title, path) => {
    const text = path.endsWith('.yml') ? config('paths: [nothing]') : 'changed';
    expect(await touched({ [path]: text })).toBeNull();
  });

  test.each(['README.md', 'other/src/model.mjs', 'other/train.py', 'text/data/deep/train.csv', 'text/srcs'])(
    'are not touched by %s',
    async (path) => {
      expect(await touched({ [path]: 'changed' })).toBe(
        'no file listed in `paths` of text/conclusive.yml has changed, so nothing was measured',
      );
    },
  );

  test('may name files that several experiments share', async () => {
    const nothing = 'no file listed in `paths` of text/shared.yml has changed, so nothing was measured';
    expect(await touched({ 'shared/features.py': '1' }, 'shared.yml')).toBeNull();
    expect(await touched({ 'text/train.py': '1' }, 'shared.yml')).toBeNull();
    expect(await touched({ 'other/train.py': '1' }, 'shared.yml')).toBe(nothing);
  });

  test('are refused outside the repository', async () => {
    await expect(touched({ 'text/train.py': '1' }, 'outside.yml')).rejects.toThrow(
      'text/outside.yml: paths[1] "../../shared" is outside the repository',
    );
  });

  test('are those of the base: a branch cannot take itself out of the measurement', async () => {
    const changes = { 'text/conclusive.yml': config('paths: [nothing]'), 'text/src/model.mjs': '2' };
    expect(await touched(changes)).toBeNull();
  });

  test('are touched by another commit of a submodule that asks to be overlooked', async () => {
    const inner = await Repository.create();
    const [one, other] = [await inner.commit({}), await inner.commit({})];
    const withModule = async (commit: string, more: string) => {
      await repository.write({ '.gitmodules': `[submodule "m"]\n\tpath = text/src/m\n\turl = ./m\n${more}` });
      await repository.git('add', '.gitmodules');
      await repository.git('update-index', '--add', '--cacheinfo', `160000,${commit},text/src/m`);
      await repository.git('commit', '--quiet', '--message', 'change');
      return repository.git('rev-parse', 'HEAD');
    };
    await repository.git('checkout', '--quiet', '--detach', base);
    const ignored = '\tignore = all\n';
    const refs = { base: await withModule(one, ignored), head: await withModule(other, ignored) };
    const request = { repository: repository.path, config: 'text/conclusive.yml', governedByBase: true };
    expect(await touchesNothing({ ...request, ...refs })).toBeNull();
  });

  test('that are not given are all there is', async () => {
    expect(await touched({ 'README.md': 'changed' }, 'all.yml')).toBeNull();
  });
});

describe('a first pull request', () => {
  const OWN = {
    'conclusive.yml': config(''),
    '.github/workflows/conclusive.yml': 'name: x',
    '.gitignore': '.conclusive/',
  };

  test.each([
    ['brings only Conclusive', {}, true],
    ['brings a change too', { 'train.mjs': '2' }, false],
    ['brings attributes too', { '.gitattributes': '* text' }, false],
    [
      'compares parameters',
      { 'conclusive.yml': config('').replace('ref: head', 'ref: head, params: { lr: 1 }') },
      false,
    ],
    [
      'compares an earlier release',
      {
        'conclusive.yml': config('')
          .replace('variants', 'reference: { ref: last-tag }, variants')
          .replace('name: accuracy', 'name: accuracy, margin: 0.1'),
      },
      false,
    ],
  ])('%s', async (_, more, isUntouched) => {
    const repository = await Repository.create();
    const base = await repository.commit({ 'train.mjs': '1' });
    const head = await repository.commit({ ...OWN, ...more });
    const request = { repository: repository.path, config: 'conclusive.yml', base, head };
    const said = await touchesNothing({ ...request, governedByBase: true });
    expect(said).toBe(
      isUntouched
        ? 'this change adds only conclusive.yml, workflows and .gitignore, which no run reads, so nothing was measured'
        : null,
    );
    // From then on, a changed policy is judged.
    const next = await repository.commit({ 'conclusive.yml': `${config('')}alpha: 0.01\n` });
    expect(await touchesNothing({ ...request, base: head, head: next, governedByBase: true })).toBeNull();
  });
});
