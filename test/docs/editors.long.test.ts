/** What an editor makes of a config that `conclusive init` wrote: yaml-language-server itself, with the schema at its public address. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configText } from '../../src/cli/init/write-config.ts';
import { SCHEMA_URL } from '../../src/version.ts';
import { Editor, type Position } from '../support/language-server.ts';
import { recipePages } from '../support/recipe-pages.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const schema = readFileSync(new URL('../../schema/conclusive.schema.json', import.meta.url), 'utf8');
const { properties } = JSON.parse(schema);
const keys = Object.keys(properties);
const SCHEMA_LINE = `# yaml-language-server: $schema=${SCHEMA_URL}`;
/** `init` writes the line where the owner of the action is known. */
const WRITTEN = withSchema(
  configText({
    command: 'python train.py --seed {seed} --out {run_dir}',
    isModule: false,
    outputs: [],
    params: {},
    compared: null,
    hasCommits: true,
    metric: { name: 'f1', direction: 'maximize', from: null, isPercent: false, source: 'train.py' },
    variesData: false,
    evaluation: ['data/test.csv'],
    requirements: null,
    evaluate: null,
  }),
);

function withSchema(text: string): string {
  return text.startsWith(SCHEMA_LINE) ? text : `${SCHEMA_LINE}\n${text}`;
}

let editor: Editor;
let count = 0;
beforeAll(async () => {
  editor = await Editor.start(new Map([[SCHEMA_URL, schema]]));
});
afterAll(() => editor.stop());

/** With the cursor where `|` stands. */
async function open(text: string) {
  count += 1;
  const uri = `file:///project-${count}/conclusive.yml`;
  const before = text.split('|', 1)[0] ?? '';
  const lines = before.split('\n');
  const position: Position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  const faults = await editor.open(uri, text.replace('|', ''));
  const complete = async () => (await editor.complete(uri, position)).map(({ label }) => label);
  return { faults, complete, hover: () => editor.hover(uri, position) };
}

test('what init writes has no fault, and its first line leads to the schema of this version', async () => {
  expect((await open(WRITTEN)).faults).toEqual([]);
  expect([...new Set(editor.fetched)]).toEqual([SCHEMA_URL]);
});

test('nor has any config of the examples, the fixtures and the pages of frameworks', async () => {
  const written = ['fixtures', 'examples'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.yml$/.test(path) && !/\.conclusive|\.github|^logs/.test(path))
      .map((path) => [path, readFileSync(join(ROOT, folder, path), 'utf8')] as const),
  );
  const shown = recipePages.flatMap(({ page, files }) =>
    [...files]
      .filter(([name]) => name.endsWith('.yml'))
      .map(([name, text]) => [`${page}: ${name}`, text] as const),
  );
  const configs = [...written, ...shown].filter(([, text]) => /^trainer:/m.test(text));
  expect(configs.length).toBeGreaterThan(10);
  const faults: string[] = [];
  for (const [path, text] of configs) {
    const found = (await open(`${WRITTEN.split('\n')[0]}\n${text}`)).faults;
    faults.push(...found.map((fault) => `${path}: ${fault}`));
  }
  expect(faults).toEqual([]);
});

test('completion offers every key that is not there yet', async () => {
  const there = [...WRITTEN.matchAll(/^([\w-]+):/gm)].map(([, key]) => key);
  const { complete } = await open(`${WRITTEN}|`);
  expect((await complete()).sort()).toEqual(keys.filter((key) => !there.includes(key)).sort());
});

test.each([
  [/^gate:.*$/m, 'gate:\n  fail-on:\n    - |', ['inconclusive']],
  [/^gate:.*$/m, 'gate:\n  |', ['warn-on']],
  [/^seeds:.*$/m, 'checks:\n  |', ['sensitivity']],
  [/^seeds:.*$/m, 'checks:\n  overfitting:\n    |', ['after-best']],
  [/^seeds:.*$/m, 'verdict:\n  for: |', ['new-examples']],
  [/^seeds:.*$/m, 'limits:\n  |', ['total-minutes']],
  [/^ {2}- \{ name: .*$/m, '  - name: |', ['macro_f1', 'rmse', 'perplexity']],
])('in place of %s, completion of %j offers %j', async (line, edited, offered) => {
  const { complete } = await open(WRITTEN.replace(line, edited));
  expect(await complete()).toEqual(expect.arrayContaining(offered));
});

test.each([
  ['seeds:', 'se|eds:', properties.seeds, 'max: 25'],
  ['  command:', '  comm|and:', properties.trainer.properties.command, 'python train.py --seed {seed}'],
  ['evaluation:', 'eval|uation:', properties.evaluation, 'data/test.csv'],
  ['gate:', 'ga|te:', properties.gate, 'fail-on'],
])(
  'a pointer over %s shows what the schema says of it, with an example',
  async (key, pointed, { description }, example) => {
    const { hover } = await open(WRITTEN.replace(key, pointed));
    const shown = await hover();
    expect(shown).toContain(description);
    expect(shown).toMatch(/Example:\n\n```yaml\n/);
    expect(shown).toContain(example);
  },
);

test.each([
  ['seeds: {', 'seedz: {', 'Property seedz is not allowed.'],
  ['command:', 'comand:', 'Property comand is not allowed.'],
  ['max: 25', 'maximum: 25', 'Property maximum is not allowed.'],
  ['fail-on: [regression', 'fail-on: [regresion', 'Value is not accepted. Valid values: "regression", '],
  ['role: primary', 'role: main', 'Value is not accepted. Valid values: "primary", "secondary".'],
])('%s, written %s, is underlined', async (right, wrong, fault) => {
  expect(WRITTEN).toContain(right);
  const { faults } = await open(WRITTEN.replace(right, wrong));
  expect(faults).toContainEqual(expect.stringContaining(fault));
});
