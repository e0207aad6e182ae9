/** `--help` of every command, as a terminal of 80 columns shows it. */
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary.ts';
import { conclusive } from '../support/command.ts';

const [COLUMNS, LINES] = [80, 40];

test('the help of every command fits a terminal', async () => {
  const folder = await temporaryFolder();
  const { stdout } = await conclusive(folder, '--help');
  const commands = [...stdout.slice(stdout.indexOf('Commands:')).matchAll(/^ {2}([a-z]+)/gm)].map(
    ([, name = '']) => name,
  );
  expect(commands).toEqual(expect.arrayContaining(['run', 'compare', 'init', 'mcp']));
  const helps = [{ name: '', text: stdout }];
  for (const name of commands) helps.push({ name, text: (await conclusive(folder, name, '--help')).stdout });
  for (const { name, text } of helps) {
    const lines = text.trimEnd().split('\n');
    expect(lines.length, name).toBeLessThanOrEqual(LINES);
    expect(Math.max(...lines.map((line) => line.length)), name).toBeLessThanOrEqual(COLUMNS);
  }
}, 120_000);
