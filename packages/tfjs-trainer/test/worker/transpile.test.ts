/** What is compiled before the runs is what each run would compile. */
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary.ts';
import { CLASSIFIER, runWorker } from '../../../../test/support/worker.ts';
import { transformWith, transpile } from '../../src/worker/transpile.ts';

async function write(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return join(folder, Object.keys(files)[0] ?? '');
}

const FILES = {
  'model.ts': `import base from './lib/base.ts';
import { Kind } from './kind.ts';
import { here } from './here.ts';
const half: number = await Promise.resolve(21);
export default { ...base, evaluate: () => ({ answer: Kind.Two * half, here }) };`,
  'lib/base.ts': CLASSIFIER,
  'kind.ts': 'export enum Kind { One = 1, Two }',
  'here.ts': 'export const here = Number(import.meta.url.length > 0);',
};

test('a run leaves the same bytes, whoever has compiled the module', async () => {
  const transpiled = transpile(await write(FILES));
  // The fourth knows where it lies, which is elsewhere in each run.
  expect(Object.keys(transpiled)).toHaveLength(3);
  const part = { params: { epochs: 1 } };
  const [alone, ahead] = [await runWorker(FILES, part), await runWorker(FILES, { ...part, transpiled })];
  const parts = [alone, ahead].map(({ exitCode, files, stderr }) => {
    const { cost, ...summary } = JSON.parse(files['metrics.json'] ?? '{}');
    expect(cost.trainSeconds).toBeGreaterThan(0);
    return { exitCode, stderr, summary, log: files['log.jsonl'], predictions: files['predictions.jsonl'] };
  });
  expect(parts[0]?.summary.test).toMatchObject({ answer: 42, here: 1 });
  expect(parts[1]).toEqual(parts[0]);
});

test('another text, or one that is compiled in another way, is not taken for the same', async () => {
  const source = 'export const a: number = 1;';
  const transpiled = transpile(await write({ 'a.ts': source }));
  const [key = ''] = Object.keys(transpiled);
  const transform = transformWith({ [key]: 'known' });
  const how = {
    babel: {},
    interopDefault: false,
    filename: '/elsewhere/a.ts',
    ts: true,
    async: true,
    jsx: false,
  };
  expect(transform({ ...how, source } as never).code).toBe('known');
  expect(transform({ ...how, source: `${source} ` } as never).code).toContain('exports.a = 1');
  expect(transform({ ...how, source, async: false } as never).code).toContain('exports.a = 1');
});

test('what cannot be compiled, is missing or is no file is left to the run, which says so', async () => {
  expect(transpile(await write({ 'a.ts': 'const a: = 1;' }))).toEqual({});
  expect(transpile('/no/such/module.ts')).toEqual({});
  const module = await write({ 'a.ts': `import { b } from './b.ts';\nexport default b;` });
  if (process.platform !== 'win32') spawnSync('mkfifo', [join(dirname(module), 'b.ts')]);
  expect(Object.keys(transpile(module))).toHaveLength(1);
});
