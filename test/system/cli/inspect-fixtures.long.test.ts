/** What is shipped answers for a folder of every tool. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Inspected } from '../../../src/records/inspect-directory.ts';
import { judged } from '../support/command.ts';

const LOGS = fileURLToPath(new URL('../../../fixtures/logs', import.meta.url));
const TOOLS = (await readdir(LOGS, { withFileTypes: true })).filter((entry) => entry.isDirectory());

/** As JSON, of all runs of a tool in one folder. */
async function inspect(...args: readonly string[]): Promise<Inspected> {
  const { code, stdout, stderr } = await judged(LOGS, 'inspect', ...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Inspected;
}

test.each(TOOLS.map(({ name }) => name))('%s: every number has its file and its key', async (tool) => {
  for (const run of await readdir(join(LOGS, tool), { withFileTypes: true })) {
    if (!run.isDirectory() || run.name.startsWith('_')) continue;
    const found = await inspect(join(tool, run.name));
    const isAnswered = found.values.length + found.curves.length > 0;
    expect(isAnswered || (found.problem ?? found.failure) !== null, run.name).toBe(true);
    if (tool !== 'broken') expect(isAnswered, run.name).toBe(true);
    for (const { file, key } of found.values)
      expect([typeof file, typeof key], run.name).toEqual(['string', 'string']);
  }
});
