import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { assertWorkingDirectory, readInputs, readPlace } from '../../src/action/inputs.ts';

const read = (given: Record<string, string>) => readInputs((name) => given[name] ?? '');

describe('inputs', () => {
  test('left out are the defaults, and those without one are absent', () => {
    expect(read({})).toEqual({
      config: 'conclusive.yml',
      token: '',
      comment: 'always',
      check: true,
      acceptedLabel: 'conclusive: accepted',
      workingDirectory: '.',
      mode: 'measure',
      cache: true,
      artifact: true,
      shards: 8,
      shard: null,
      waves: 3,
    });
  });

  test('given are taken over', () => {
    const given = { base: 'v1', head: 'main', 'output-directory': 'out', parallel: '3', comment: 'changes' };
    expect(read(given)).toMatchObject({
      base: 'v1',
      head: 'main',
      outputDirectory: 'out',
      parallel: 3,
      comment: 'changes',
    });
  });

  test('that are wrong are named with their value and what is allowed', () => {
    expect(() => read({ comment: 'sometimes' })).toThrow(
      'input "comment" is "sometimes"; allowed: always, changes, never',
    );
  });

  test('with a head of its own there is no commit for a check, and "none" honours no label', () => {
    expect(readPlace((name) => (name === 'head' ? 'v2' : '')).check).toBe(false);
    expect(read({ 'accepted-label': 'none' }).acceptedLabel).toBe('');
    expect(() => read({ check: 'yes' })).toThrow('input "check" is "yes"; allowed: true, false');
  });

  test.each(['0', '-1', '1.5', 'many', '257'])('parallel: %s is refused', (parallel) => {
    expect(() => read({ parallel })).toThrow(
      `input "parallel" is "${parallel}"; allowed: a whole number from 1 to 256`,
    );
  });

  test('of one job among many say which it is', () => {
    const given = { mode: 'train', shard: '2/8', wave: '3', waves: '4', records: '../all' };
    expect(read(given)).toMatchObject({ shard: { index: 2, of: 8 }, wave: 3, waves: 4, records: '../all' });
    expect(read({ mode: 'train', shard: '1/1', wave: 'checks' }).wave).toBe('checks');
    expect(read({ mode: 'plan', shards: '256' }).shards).toBe(256);
  });

  test.each([
    ['train', 'shard', '', 'with "mode: train" it says which job this is'],
    ['train', 'shard', '9/8', 'with "mode: train" it says which job this is'],
    ['train', 'shard', '1/257', 'up to 256'],
    ['measure', 'shard', '2/8', 'and "mode" is "measure", which does not train a part; set "mode: train"'],
    ['plan', 'shards', '257', 'allowed: a whole number from 1 to 256'],
    ['plan', 'shards', '0x8', 'allowed: a whole number from 1 to 256'],
    ['plan', 'waves', '0', 'allowed: a whole number from 1 to 100'],
    ['plan', 'wave', 'last', 'allowed: the output "wave" of mode plan'],
  ])('mode %s: %s "%s" is refused', (mode, name, value, why) => {
    expect(() => read({ mode, [name]: value })).toThrow(why);
    expect(() => read({ mode, [name]: value })).toThrow(`input "${name}" is "${value}"`);
  });

  test('cache names a folder of the runner by its absolute path', () => {
    expect(read({ cache: 'false' }).cache).toBe(false);
    expect(read({ cache: '/var/conclusive' }).cache).toBe('/var/conclusive');
    expect(() => read({ cache: 'records' })).toThrow(
      'input "cache" is "records"; allowed: true, false, or an absolute path on the runner',
    );
  });
});

describe('the working directory', () => {
  let workspace: string;
  beforeEach(async () => {
    workspace = await mkdtemp(join(tmpdir(), 'conclusive-workspace-'));
  });
  afterEach(() => rm(workspace, { recursive: true, force: true }));

  test('a folder of the checkout is one', async () => {
    await mkdir(join(workspace, 'models'));
    await assertWorkingDirectory(workspace, 'models');
    await assertWorkingDirectory(workspace, '.');
  });

  test.each(['missing', 'file'])('%s is none, and the input is named', async (name) => {
    await writeFile(join(workspace, 'file'), '');
    await expect(assertWorkingDirectory(workspace, name)).rejects.toThrow(
      `input "working-directory" is "${name}", which is not a folder of the checkout`,
    );
  });

  test('where nothing has been checked out, that is what is said', async () => {
    await expect(assertWorkingDirectory(workspace, 'models')).rejects.toThrow('"- uses: actions/checkout"');
  });
});
