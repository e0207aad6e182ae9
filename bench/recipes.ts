/**
 * Runs what the pages of docs/recipes show: every page with a config and its files, in a folder of its own.
 *
 *   npx jiti bench/recipes.ts [page…]      e.g. keras shell; the Python on the PATH needs the page's packages
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = join(ROOT, 'docs/recipes');

/** "`train.py`:" before a block says which file it is. */
function filesOf(page: string): Array<readonly [string, string]> {
  const text = readFileSync(join(FOLDER, page), 'utf8');
  return [...text.matchAll(/`([\w.-]+)`:\n\n```\w+\n([\s\S]*?)^```$/gm)].map(
    ([, name = '', content = '']) => [name, content] as const,
  );
}

const asked = process.argv.slice(2).map((name) => `${name}.md`);
for (const page of readdirSync(FOLDER).filter((name) => asked.length === 0 || asked.includes(name))) {
  const files = filesOf(page);
  if (!files.some(([name]) => name === 'conclusive.yml') || files.length < 2) continue;
  const directory = mkdtempSync(join(tmpdir(), 'recipe-'));
  for (const [name, content] of files) writeFileSync(join(directory, name), content);
  const start = performance.now();
  const cli = [join(ROOT, 'node_modules/jiti/lib/jiti-cli.mjs'), join(ROOT, 'src/cli/main.ts')];
  const args = [...cli, 'run', '--seeds', '3', '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: directory,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  if (status === 2 || status === 3 || stdout === '') {
    console.log(`${page}: exit code ${status} after ${seconds} s\n${stderr}`);
    continue;
  }
  const { verdict, reason, models, checks } = JSON.parse(stdout);
  const finished = models.map(
    ({ name, runs }: { name: string; runs: { ok: number } }) => `${name} ${runs.ok}`,
  );
  const odd = checks.filter(
    (check: { id: string; status: string }) =>
      ['seed-effect', 'reproducible', 'test-examples'].includes(check.id) && check.status !== 'pass',
  );
  console.log(`${page}: ${verdict} ${reason ?? ''} (${finished.join(', ')}) after ${seconds} s`);
  for (const { id, model, status: how, message } of odd)
    console.log(`  ${how} ${id} ${model ?? ''}: ${message}`);
}
