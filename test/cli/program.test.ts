import { expect, test, vi } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';

const { commands } = createProgram(() => new AbortController().signal);

test('every command says in sentences what it does, and every option what it is for', () => {
  expect(commands.length).toBeGreaterThan(8);
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

test('a wrong call names the help of its command', async () => {
  for (const { name } of commands.map((command) => ({ name: command.name() }))) {
    const program = createProgram(() => new AbortController().signal);
    let printed = '';
    for (const one of program.commands)
      one.configureOutput({
        writeErr: (text) => {
          printed += text;
        },
      });
    await expect(program.parseAsync([name, '--no-such-option'], { from: 'user' })).rejects.toThrow();
    expect(printed, name).toContain(`(conclusive ${name} --help lists its options)`);
  }
});

test.each([
  ['run', true],
  ['mcp', false],
])('an argument too many of %s is answered with --config: %j', async (name, takesConfig) => {
  const program = createProgram(() => new AbortController().signal);
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await expect(program.parseAsync([name, 'my.yml'], { from: 'user' })).rejects.toThrow('too many');
  expect(write.mock.calls.join('').includes('A config is named with --config FILE.')).toBe(takesConfig);
  write.mockRestore();
});
