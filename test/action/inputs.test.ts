import { describe, expect, test } from 'vitest';
import { readInputs, readPlace } from '../../src/action/inputs.ts';

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

  test('cache names a folder of the runner by its absolute path', () => {
    expect(read({ cache: 'false' }).cache).toBe(false);
    expect(read({ cache: '/var/conclusive' }).cache).toBe('/var/conclusive');
    expect(() => read({ cache: 'records' })).toThrow(
      'input "cache" is "records"; allowed: true, false, or an absolute path on the runner',
    );
  });
});
