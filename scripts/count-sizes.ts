/** Counts what `size.json` limits: lines of TypeScript, words of docs, and what a user can set, read or call. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Help } from 'commander';
import { parse } from 'yaml';
import { CONFIG_SCHEMA } from '../src/checks/config-schema.ts';
import { CHECKS } from '../src/checks/registry.ts';
import { createProgram } from '../src/cli/program.ts';
import { configJsonSchema } from '../src/config/schema/json-schema.ts';
import { keysOf } from './schema-rows.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export const SIZE_FILE = join(ROOT, 'size.json');

/** Rows of size.json: folders and files, separated by commas. */
const FOLDERS = [
  'src/action, src/github',
  'src/cli, src/words, src/files',
  'src/config',
  'src/git, src/plan, src/program-text',
  'src/train',
  'src/experiment, src/experiment.ts, src/compare-results, src/compare-results.ts',
  'src/records',
  'src/stats',
  'src/analysis, src/verdict',
  'src/checks',
  'src/report',
  'src',
  'packages/tfjs-trainer/src',
  'test, packages/tfjs-trainer/test',
  'bench, packages/tfjs-trainer/bench',
  'scripts',
];

export async function countSizes(): Promise<Record<string, number>> {
  const sizes: Record<string, number> = {};
  for (const row of FOLDERS) sizes[row] = await countIn(row.split(', '), '.ts', linesOf);
  sizes['docs: words'] = await countIn(['docs'], '.md', wordsOf);
  const action = parse(await readFile(join(ROOT, 'action.yml'), 'utf8')) as Record<string, object>;
  sizes['config: keys'] = keysOf(configJsonSchema(CONFIG_SCHEMA)).length;
  sizes['action: inputs'] = Object.keys(action.inputs ?? {}).length;
  sizes['action: outputs'] = Object.keys(action.outputs ?? {}).length;
  const program = createProgram(() => AbortSignal.abort());
  sizes['cli: commands'] = new Help()
    .visibleCommands(program)
    .filter((command) => command.name() !== 'help').length;
  sizes.checks = CHECKS.length;
  return sizes;
}

async function countIn(
  folders: readonly string[],
  ending: string,
  count: (text: string) => number,
): Promise<number> {
  let total = 0;
  for (const folder of folders) {
    const files = folder.endsWith(ending) ? [''] : await readdir(join(ROOT, folder), { recursive: true });
    for (const file of files.filter((name) => name === '' || name.endsWith(ending)))
      total += count(await readFile(join(ROOT, folder, file), 'utf8'));
  }
  return total;
}

const linesOf = (text: string) => text.split('\n').length - 1;
const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word !== '').length;
