import { beforeEach, expect, test, vi } from 'vitest';
import { withoutCommands } from '../../src/github/workflow-commands.ts';

let lines: string[];
beforeEach(() => {
  lines = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
});

const show = (text: string) => () => process.stdout.write(`${text}\n`);

test('what others have written stands between two lines that switch commands off and on again', async () => {
  await withoutCommands(show('::add-mask::a'));
  const token = lines[0]?.trimEnd().replace('::stop-commands::', '');
  expect(token).toMatch(/^[0-9a-f-]{36}$/);
  expect(lines.map((line) => line.trimEnd())).toEqual([
    `::stop-commands::${token}`,
    '::add-mask::a',
    `::${token}::`,
  ]);
});

test('the word that switches them on again cannot be guessed: it is another one each time', async () => {
  await withoutCommands(show('x'));
  await withoutCommands(show('x'));
  expect(lines[0]).not.toBe(lines[3]);
});

test('commands work again after a failure, which is passed on', async () => {
  const failing = withoutCommands(() => {
    throw new Error('boo');
  });
  await expect(failing).rejects.toThrow('boo');
  expect(lines).toHaveLength(2);
});
