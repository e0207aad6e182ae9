/** A reader who types what tutorials and how-to pages say, into an empty folder, with the shipped program. */
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { pythonWith } from '../system/support/python.ts';
import { isCommand, NOT_TYPED, type Step, stepsOf, WORKSPACES } from './page-commands.ts';
import { importedModules } from './recipe-pages.ts';
import { temporaryFolder } from './temporary.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COMPARED_FROM_ROOT = 'fixtures/';

/** A test for each page: it is typed from its beginning to its end. */
export function typePages(pages: readonly string[]): void {
  describe.each(pages)('%s', typePage);
}

function typePage(page: string): void {
  const steps = stepsOf(page);
  const programs = steps.filter(({ language, file }) => language === 'python' && file !== null);
  const python = pythonWith(...new Set(programs.flatMap(({ text }) => importedModules(text))));

  test.skipIf(python === null)(
    'what it says can be typed as it stands (needs Python)',
    { timeout: 1_800_000 },
    async () => {
      const reader = await newReader(python ?? '');
      for (const [file, text] of WORKSPACES[page]?.() ?? []) await writeFile(join(reader.folder, file), text);
      let printed = '';
      for (const step of steps) {
        if (step.file !== null) await writeFile(join(reader.folder, step.file), step.text);
        else if (isCommand(step)) printed = (await type(reader, step)) ?? '';
        else if (step.language === 'text') expectShown(printed, step.text);
      }
    },
  );
}

interface Reader {
  readonly environment: NodeJS.ProcessEnv;
  /** Where the last command has left the reader. */
  folder: string;
}

/** @returns all that was printed, null for what is not typed */
async function type(reader: Reader, { language, text }: Step): Promise<string | null> {
  if ((text.split('\n', 1)[0] ?? '') in NOT_TYPED) return null;
  const commands = language === 'console' ? (/^\$ (.*)$/m.exec(text)?.[1] ?? '') : text;
  const cwd = commands.includes(COMPARED_FROM_ROOT) ? ROOT : reader.folder;
  const left = join(reader.environment.HOME ?? '', 'folder');
  const { stdout, stderr, status } = spawnSync(
    'bash',
    ['-c', `set -e\ntrap 'pwd > "${left}"' EXIT\n${commands}`],
    {
      cwd,
      env: reader.environment,
      encoding: 'utf8',
    },
  );
  const printed = `${stdout}\n${stderr}`;
  expect(status, `${text}\n${printed}`).toBe(exitCodeOf(text));
  if (cwd === reader.folder) reader.folder = (await readFile(left, 'utf8')).trim();
  if (language === 'console') expectShown(printed, text.slice(text.indexOf('\n') + 1));
  return printed;
}

/** As the block says it, or shows it. */
function exitCodeOf(text: string): number {
  const [, stated] = /# exit code (\d+)\s*$/.exec(text) ?? [];
  return Number(stated ?? (/^error: /m.test(text) ? 2 : 0));
}

/** Numbers differ from machine to machine, and findings do not: the words before the colon of a line with a sign. */
function expectShown(printed: string, shown: string): void {
  for (const line of shown.split('\n')) {
    const [, finding] = /^(?:#+ )?((?:[✅❌🟰⚪⛔✓✗•-]|error:) ?[^:\d]*)/u.exec(line) ?? [];
    if (finding !== undefined) expect(printed).toContain(finding.trim());
  }
}

/** With `conclusive`, `python` and a home of their own. */
async function newReader(python: string): Promise<Reader> {
  const folder = await temporaryFolder();
  const [bin, home, work] = [join(folder, 'bin'), join(folder, 'home'), join(folder, 'work')];
  for (const path of [bin, home, work]) await mkdir(path);
  const commands = {
    conclusive: `"${process.execPath}" "${join(ROOT, 'dist/cli.js')}"`,
    python: `"${python}"`,
  };
  for (const [name, command] of Object.entries(commands)) {
    await writeFile(join(bin, name), `#!/bin/sh\nexec ${command} "$@"\n`);
    await chmod(join(bin, name), 0o755);
  }
  await writeFile(join(home, '.gitconfig'), '[user]\n\tname = Reader\n\temail = reader@example.org\n');
  const { PATH = '', LANG } = process.env;
  return { folder: work, environment: { PATH: [bin, PATH].join(delimiter), HOME: home, LANG } };
}
