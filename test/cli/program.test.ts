import { expect, test } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';

const { commands } = createProgram(() => new AbortController().signal);

test('every command says in sentences what it does, and every option what it is for', () => {
  expect(commands.length).toBeGreaterThan(10);
  for (const command of commands) {
    expect(command.description(), command.name()).toMatch(/^[A-Z].*\.$/s);
    for (const { flags, description } of command.options) expect(description, flags).not.toBe('');
    for (const argument of command.registeredArguments)
      expect(argument.description, `${command.name()} ${argument.name()}`).not.toBe('');
  }
});

test('no two options of a command have one letter', () => {
  for (const command of commands) {
    const letters = command.options.flatMap(({ short }) => short ?? []);
    expect(letters, command.name()).toEqual([...new Set(letters)]);
  }
});
