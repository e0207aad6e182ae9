import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findConfigPath } from '../../../src/plan/config/config-path.ts';

describe('the path of a config', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'conclusive-links-')));
    await mkdir(join(folder, 'checkout/text'), { recursive: true });
    await writeFile(join(folder, 'checkout/text/loose.yml'), '');
    await symlink('loose.yml', join(folder, 'checkout/text/linked.yml'));
    await symlink('text', join(folder, 'checkout/elsewhere'));
    await symlink('checkout', join(folder, 'way'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const find = (config: string, { checkout = 'checkout', governedByBase = true, within = '' } = {}) =>
    findConfigPath({
      repository: join(folder, checkout, within),
      checkout: join(folder, checkout),
      config,
      governedByBase,
    });

  test('is that of git where the way to the checkout leads through a link', async () => {
    const path = join(folder, 'checkout/text/loose.yml');
    expect(await find('text/loose.yml', { checkout: 'way' })).toBe(path);
    expect(await find('loose.yml', { checkout: 'way', within: 'text' })).toBe(path);
  });

  test.each([
    ['the file is a link', 'text/linked.yml', ''],
    ['its folder is one', 'elsewhere/loose.yml', ''],
    ['the working directory is one', 'loose.yml', 'elsewhere'],
    ['its folder is one, and the file is gone', 'elsewhere/gone.yml', ''],
  ])('is refused where the base governs and %s', async (_title, config, within) => {
    await expect(find(config, { within })).rejects.toThrow(
      /leads to .* through a link, which a branch could change/,
    );
  });

  test('follows links where the checkout itself governs', async () => {
    expect(await find('elsewhere/linked.yml', { governedByBase: false })).toBe(
      join(folder, 'checkout/text/loose.yml'),
    );
  });

  test('of a file that is not there is what was asked for', async () => {
    expect(await find('gone.yml')).toBe(join(folder, 'checkout/gone.yml'));
  });
});
