import { describe, expect, test } from 'vitest';
import { isCommand, parseCommand } from '../../../src/github/event/command.ts';

describe('the command', () => {
  test.each([
    ['/conclusive run', { seeds: null }],
    ['/conclusive run seeds=20', { seeds: 20 }],
    ['/conclusive run seeds=20  \r\nThanks!', { seeds: 20 }],
  ])('in %j is read as %j', (comment, command) => {
    expect([isCommand(comment), parseCommand(comment)]).toEqual([true, command]);
  });

  test.each(['Please type /conclusive run', '/conclusively better', '', ' /conclusive run'])(
    'is not in %j',
    (comment) => {
      expect(isCommand(comment)).toBe(false);
    },
  );

  test.each([
    '/conclusive',
    '/conclusive run seeds=1',
    '/conclusive run seeds=1001',
    '/conclusive run seeds=20; rm -rf /',
    '/conclusive run seeds=20 config=evil.yml',
    '/conclusive run  seeds=20',
    `/conclusive run ${'x'.repeat(100_000)}`,
  ])('that cannot be read is refused with what can be', (comment) => {
    expect(() => parseCommand(comment)).toThrow(
      /^cannot read the command "\/conclusive.{0,100}"; the command is/,
    );
  });
});
