import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readFigures } from '../bench/performance/figures.ts';
import { renderLine, renderPage } from '../bench/performance/page.ts';
import { CONFIG_SCHEMA } from '../src/checks/config-schema.ts';
import { workflowText } from '../src/cli/init/write-config.ts';
import { configJsonSchema, type JsonSchema } from '../src/config/schema/json-schema.ts';
import { resultSchema } from '../src/verdict/result.ts';
import { pinnedAction, SCHEMA_URL } from '../src/version.ts';
import { renderActionLists } from './action-lists.ts';
import { renderChecks } from './checks-list.ts';
import { renderCommandLine } from './command-line.ts';
import { forEditors } from './config-examples.ts';
import { renderConfigKeys } from './config-keys.ts';
import { renderLogFormats } from './log-formats-table.ts';
import { renderMetricsTable } from './metrics-table.ts';
import { filesWithNames, lockWithNames, manifestWithNames, withNames } from './names.ts';
import { renderResultKeys } from './result-keys.ts';

interface GeneratedFile {
  /** Absolute path. */
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
  const result = z.toJSONSchema(resultSchema, { target: 'draft-7' }) as JsonSchema;
  return [
    {
      path: pathOf('schema/conclusive.schema.json'),
      content: `${JSON.stringify({ $id: SCHEMA_URL, ...forEditors(schema), title: 'Conclusive: one experiment' }, null, 2)}\n`,
    },
    {
      path: pathOf('schema/result.schema.json'),
      content: `${JSON.stringify(result, null, 2)}\n`,
    },
    {
      path: pathOf('examples/starter/.github/workflows/conclusive.yml'),
      // `conclusive init` writes the same.
      content: workflowText(
        { config: 'conclusive.yml', action: pinnedAction() },
        { python: 'python3', requirements: null, defaultBranch: 'main' },
        { language: 'python', keys: [], install: null },
      ),
    },
    {
      path: pathOf('.github/actions/conclusive/action.yml'),
      content: actionForOwnWorkflows(await readFile(pathOf('action.yml'), 'utf8')),
    },
    ...(await performanceFiles()),
    await page('configuration', 'config-keys', renderConfigKeys(schema)),
    await page('command-line', 'commands', renderCommandLine()),
    await page('action', 'action', await renderActionLists(pathOf('action.yml'))),
    await page('metrics', 'metrics', renderMetricsTable()),
    await page('tools', 'tools', renderLogFormats()),
    await page('checks', 'checks', renderChecks()),
    await page('result', 'result', renderResultKeys(result)),
  ];
}

/** GitHub reads `$/` as an action next to the workflow, never as the repository's root. */
function actionForOwnWorkflows(text: string): string {
  const main = 'main: dist/action.js';
  if (!text.includes(main)) throw new Error(`action.yml has no "${main}"`);
  return `# Made from action.yml by "npm run generate", for .github/workflows/conclusive-waves.yml.\n${text.replace(main, 'main: ../../../dist/action.js')}`;
}

async function performanceFiles(): Promise<GeneratedFile[]> {
  const figures = readFigures();
  const readme = pathOf('README.md');
  const text = await readFile(readme, 'utf8');
  const before = /^.*\(\[performance\]\(docs\/contributing\/performance\.md\)\)\.$/m;
  if (!before.test(text))
    throw new Error('README.md has no line that ends with the link to docs/contributing/performance.md');
  return [
    { path: pathOf('docs/contributing/performance.md'), content: renderPage(figures) },
    { path: readme, content: text.replace(before, () => renderLine(figures)) },
  ];
}

async function page(name: string, part: string, content: string): Promise<GeneratedFile> {
  const path = pathOf(`docs/reference/${name}.md`);
  return { path, content: replacePart(await readFile(path, 'utf8'), part, content) };
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(`../${file}`, import.meta.url));
}

/** Replaces the text between `<!-- generated: NAME -->` and `<!-- /generated -->`. */
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
