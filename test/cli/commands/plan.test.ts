import { afterEach, expect, test, vi } from 'vitest';
import { planCommand } from '../../../src/cli/commands/plan.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** What the command prints. */
async function run(...options: readonly string[]): Promise<string> {
  let printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  const command = planCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  await command.parseAsync(['--config', 'fixtures/digits/conclusive.yml', ...options], { from: 'user' });
  vi.restoreAllMocks();
  return printed;
}

test('prints a table, or JSON', async () => {
  const options = ['--sd', 'accuracy=0.004', '--margin', '0.01', '--seeds', '8', '--records', 'nowhere'];
  expect(await run(...options)).toContain('Seeds to find a difference of 0.01');
  const plan = JSON.parse(await run(...options, '--json', '--alpha', '0.1'));
  expect(plan).toMatchObject({ schema: 'conclusive.plan/1', alpha: 0.1, design: { max: 8 } });
});

test.each([
  ['--sd', 'x', 'must be a number, got "x"'],
  ['--margin', '0', 'must be above 0, got "0"'],
  ['--examples', '1.5', 'must be a whole number from 1, got "1.5"'],
  ['--disagreement', '1.2', 'must lie between 0 and 1, got "1.2"'],
  ['--alpha', '0.5', 'must lie between 0 and 0.5, got "0.5"'],
])('refuses %s %s', async (option, value, message) => {
  await expect(run(option, value)).rejects.toThrow(message);
});
