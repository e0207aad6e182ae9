import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellCommand } from '../../src/words/shell.ts';

test('a command has only the quotes that a shell needs', () => {
  const words = ['compare', 'runs/a.csv', '--margin', 'accuracy=0.005', '--seeds', '6..25'];
  expect(shellCommand(words)).toBe(words.join(' '));
});

test.each(['a b', "it's", '$HOME', '`id`', 'a;b', '~', '#x', '=x', '*', '', 'a\\b', '!!', 'a&b', 'é x'])(
  'a shell reads %j back',
  (word) => {
    const command = shellCommand([word]);
    expect(execFileSync('sh', ['-c', `printf %s ${command}`], { encoding: 'utf8' })).toBe(word);
    expect(command).not.toBe(word);
  },
);
