import { expect, test } from 'vitest';
import { actionName, fromClone } from '../../../src/cli/init/action-name.ts';
import { PACKAGE } from '../../../src/version.ts';
import { Repository } from '../../support/repository.ts';

test.each(['me/an-action@4f2a91c', 'my-org/fork/of/it@v1'])('%s is used as it stands', async (name) => {
  expect(await actionName(name)).toBe(name);
});

test.each(['an-action', 'me/an-action', 'OWNER/an-action@v1', 'me/x@a b'])('%s is refused', async (name) => {
  await expect(actionName(name)).rejects.toThrow('--action: must be OWNER/REPO@REF');
});

test.each([
  ['https://github.com/acme/judge.git', PACKAGE, 'acme/judge'],
  ['git@github.com:acme/judge.git', PACKAGE, 'acme/judge'],
  ['https://github.com/acme/judge', PACKAGE, 'acme/judge'],
  ['https://gitlab.com/acme/judge.git', PACKAGE, null],
  ['https://github.com/acme/judge.git', 'their-own-program', null],
])('a clone of %s with the package %s gives %s', async (remote, name, expected) => {
  const clone = await Repository.create();
  const commit = await clone.commit({ 'package.json': JSON.stringify({ name }) });
  await clone.git('remote', 'add', 'origin', remote);
  expect(await fromClone(clone.path)).toBe(expected === null ? null : `${expected}@${commit}`);
});
