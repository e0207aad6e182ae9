import { expect, test } from 'vitest';
import { conclusive } from '../support/command.ts';

const [WIDTH, HEIGHT] = [80, 40];

test(`the help of every command fits ${WIDTH} × ${HEIGHT}`, async () => {
  const { stdout } = await conclusive(process.cwd(), '--help');
  const names = [...stdout.matchAll(/^ {2}([a-z]+)\b.*$/gm)].map(([, name = '']) => name);
  expect(names).toEqual(expect.arrayContaining(['run', 'compare', 'init', 'doctor', 'completion']));
  for (const command of [[], ...names.filter((name) => name !== 'help').map((name) => [name])]) {
    const lines = (await conclusive(process.cwd(), ...command, '--help')).stdout.trimEnd().split('\n');
    expect(lines.length, command.join(' ')).toBeLessThanOrEqual(HEIGHT);
    expect(Math.max(...lines.map((line) => line.length)), command.join(' ')).toBeLessThanOrEqual(WIDTH);
  }
}, 120_000);
