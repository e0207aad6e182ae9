import { expect, test } from 'vitest';
import { comparedCommits } from '../../../src/report/content/compared-commits.ts';
import { inlineMarkdown } from '../../../src/report/markdown/inline.ts';
import { viewOf } from '../../../src/report/view.ts';
import { describeProvenance } from '../../../src/verdict/provenance.ts';
import type { Provenance } from '../../../src/verdict/result.ts';
import { plain } from '../../support/plain.ts';
import { better } from '../../support/samples.ts';

test.each<[string, Partial<Provenance>, string]>([
  ['of a pull request', {}, 'commit 4f2a91c against main@91be0d3'],
  ['that are named by their commits alone', { base: 'fa4d3d8@fa4d3d8' }, 'commit 4f2a91c against fa4d3d8'],
  [
    'of which one is named by its whole hash',
    { base: `${'fa4d3d8'.padEnd(40, '0')}@fa4d3d8` },
    'commit 4f2a91c against fa4d3d8',
  ],
  ['of a branch that is called like a hash', { base: 'fa@fa4d3d8' }, 'commit 4f2a91c against fa@fa4d3d8'],
  ['of a commit without a base', { base: null }, 'commit 4f2a91c'],
  [
    'of a checkout with changes',
    { head: null, uncommitted: true },
    'uncommitted changes of this checkout against main@91be0d3',
  ],
  ['outside git', { head: null, base: null }, ''],
])('the commits %s', (_, provenance, expected) => {
  const result = { ...better, provenance: { ...better.provenance, ...provenance } };
  expect(plain(comparedCommits(viewOf(result)))).toBe(expected);
});

const REPOSITORY = 'https://github.com/o/r';

test.each<[string, Partial<Provenance>, string]>([
  [
    'link to a repository whose address is known',
    {},
    'commit [4f2a91c](https://github.com/o/r/commit/4f2a91c) against `main` at [91be0d3](https://github.com/o/r/commit/91be0d3)',
  ],
  [
    'link by their hash alone',
    { base: 'fa4d3d8@fa4d3d8', head: null },
    'uncommitted changes of this checkout against [fa4d3d8](https://github.com/o/r/commit/fa4d3d8)',
  ],
  ['that are no hashes are names', { head: 'a](x', base: 'main' }, 'commit `a](x` against `main`'],
])('commits %s', (_, provenance, expected) => {
  const own = { ...better.provenance, repository: REPOSITORY, uncommitted: true, ...provenance };
  const result = { ...better, provenance: own };
  expect(inlineMarkdown(comparedCommits(viewOf(result)))).toBe(expected);
});

test.each([
  ['https://github.com/o/r/actions/runs/12', 'https://github.com/o/r'],
  ['http://ghe.example:8080/git/o/r/actions/runs/1', 'http://ghe.example:8080/git/o/r'],
  ['javascript:alert(1)//o/r/actions/runs/1', undefined],
  ['https://github.com/o/r)](x/actions/runs/1', undefined],
  ['https://user:secret@github.com/o/r/actions/runs/1', undefined],
])('a run at %s has the repository %s', (runUrl, repository) => {
  const { base, head, ...origin } = better.provenance;
  const known = { ...origin, base: null, head: null, uncommitted: false, options: [], runUrl };
  const provenance = describeProvenance({ ...known, policyChanges: [] }, []);
  expect([provenance.repository, provenance.run]).toEqual([repository, repository && runUrl]);
});
