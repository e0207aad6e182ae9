/** Every file, or part of a file, that is made from the code: what it has to hold. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CONFIG_SCHEMA } from '../src/checks/config-schema.ts';
import { configJsonSchema } from '../src/config/schema/json-schema.ts';
import { resultSchema } from '../src/verdict/result.ts';
import { SCHEMA_URL } from '../src/version.ts';
import { renderActionTables } from './action-tables.ts';
import { renderChecksTable } from './checks-table.ts';
import { renderConfigTable } from './config-table.ts';
import { renderLogFormats } from './log-formats-table.ts';
import { renderMetricsTable } from './metrics-table.ts';
import { filesWithNames, lockWithNames, manifestWithNames, withNames } from './names.ts';

interface GeneratedFile {
  /** Absolute. */
  readonly path: string;
  readonly content: string;
}

export async function generatedFiles(): Promise<GeneratedFile[]> {
  const made = await filesFromCode();
  const parts = new Set(made.map(({ path }) => path));
  const named = [...(await filesWithNames(pathOf('.')))].map(([file, content]) => ({
    path: pathOf(file),
    content,
  }));
  return [
    ...made.map(({ path, content }) => ({ path, content: withNames(content) })),
    ...named.filter(({ path }) => !parts.has(path)),
    {
      path: pathOf('package.json'),
      content: manifestWithNames(await readFile(pathOf('package.json'), 'utf8')),
    },
    {
      path: pathOf('package-lock.json'),
      content: lockWithNames(await readFile(pathOf('package-lock.json'), 'utf8')),
    },
  ];
}

async function filesFromCode(): Promise<GeneratedFile[]> {
  const schema = configJsonSchema(CONFIG_SCHEMA);
  const table = renderConfigTable(schema);
  return [
    {
      path: pathOf('schema/conclusive.schema.json'),
      content: `${JSON.stringify({ $id: SCHEMA_URL, ...schema, title: 'Conclusive: one experiment' }, null, 2)}\n`,
    },
    {
      path: pathOf('schema/result.schema.json'),
      content: `${JSON.stringify(z.toJSONSchema(resultSchema, { target: 'draft-7' }), null, 2)}\n`,
    },
    {
      path: pathOf('docs/reference/configuration.md'),
      content: replacePart(
        replacePart(await readFile(pathOf('docs/reference/configuration.md'), 'utf8'), 'config-keys', table),
        'metrics',
        renderMetricsTable(),
      ),
    },
    {
      path: pathOf('docs/reference/log-formats.md'),
      content: replacePart(
        await readFile(pathOf('docs/reference/log-formats.md'), 'utf8'),
        'log-formats',
        renderLogFormats(),
      ),
    },
    {
      path: pathOf('docs/reference/checks.md'),
      content: replacePart(
        await readFile(pathOf('docs/reference/checks.md'), 'utf8'),
        'checks',
        renderChecksTable(),
      ),
    },
    {
      path: pathOf('README.md'),
      content: replacePart(
        await readFile(pathOf('README.md'), 'utf8'),
        'action',
        await renderActionTables(pathOf('action.yml')),
      ),
    },
    {
      path: pathOf('.github/actions/conclusive/action.yml'),
      content: actionForOwnWorkflows(await readFile(pathOf('action.yml'), 'utf8')),
    },
  ];
}

/** GitHub takes `$/` for an action beside the workflow, at the commit of the workflow, and never for the root of the repository. */
function actionForOwnWorkflows(text: string): string {
  const main = 'main: dist/action.js';
  if (!text.includes(main)) throw new Error(`action.yml has no "${main}"`);
  return `# Made from action.yml by "npm run generate", for .github/workflows/conclusive-waves.yml.\n${text.replace(main, 'main: ../../../dist/action.js')}`;
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(`../${file}`, import.meta.url));
}

/** The part stands between `<!-- generated: NAME -->` and `<!-- /generated -->`. */
export function replacePart(text: string, name: string, part: string): string {
  const [before, rest] = splitOnce(text, `<!-- generated: ${name} -->`);
  const [, after] = splitOnce(rest, '<!-- /generated -->');
  return `${before}<!-- generated: ${name} -->\n\n${part}\n\n<!-- /generated -->${after}`;
}

function splitOnce(text: string, marker: string): readonly [string, string] {
  const at = text.indexOf(marker);
  if (at < 0) throw new Error(`the marker ${marker} is missing`);
  return [text.slice(0, at), text.slice(at + marker.length)];
}
