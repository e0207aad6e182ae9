import { readFile } from 'node:fs/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { compareCommand } from '../../../src/cli/commands/compare.ts';
import { UserError } from '../../../src/config/user-error.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  process.exitCode = undefined;
});

/** What the command prints, or what it asks for. */
async function compare(...args: readonly string[]): Promise<string> {
  let printed = '';
  // npx, which runs the tests as well, is named in the calls that are printed.
  vi.stubEnv('npm_command', '');
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    await compareCommand()
      .exitOverride()
      .parseAsync([...args, '--quiet'], { from: 'user' });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `error: ${error.message}`;
  } finally {
    vi.restoreAllMocks();
  }
  return printed;
}

const page = await readFile('docs/how-to/compare.md', 'utf8');
const shown = [...page.matchAll(/^(?:\$ )?conclusive compare (fixtures.*)$/gm)].map(([, call = '']) => call);

test.each([...new Set(shown)])('the page has a call that works: compare %s', async (call) => {
  const printed = await compare(...call.split(' '));
  if (printed.startsWith('error: ')) expect(page).toContain(`\n${printed}\n`);
  else expect(printed).toMatch(/^### \S+ \S+/);
});
