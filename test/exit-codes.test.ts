import { expect, test } from 'vitest';
import { describeFault, summariseFault } from '../src/exit-codes.ts';
import { VERSION } from '../src/version.ts';

test('a fault is said in one line, and described with the stack that a report needs', () => {
  const fault = new TypeError('x is undefined');
  expect(summariseFault(fault)).toBe(`conclusive ${VERSION} failed, by a fault of its own: x is undefined`);
  expect(describeFault(fault)).toContain('please report it:\nTypeError: x is undefined\n    at ');
  expect(describeFault('thrown text')).toMatch(/please report it:\nthrown text$/);
});

test.each([
  'ENOSPC: no space left on device, write',
  'git worktree add: fatal: No space left on device',
  'Disk quota exceeded',
])('a full disk is no fault of the program: %s', (message) => {
  const said = summariseFault(new Error(message));
  expect(said).toContain(`the disk is full: ${message}; free some space`);
  expect(describeFault(new Error(message))).toBe(said);
});
