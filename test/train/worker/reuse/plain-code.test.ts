/** Runs share a process only where the code of their module can leave nothing behind in it, as its text tells. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { transpile } from '../../../../src/train/worker/transpile.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import { CLASSIFIER } from '../../../support/worker.ts';

async function whyNot(files: Readonly<Record<string, string>>): Promise<string | null> {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return transpile(join(folder, Object.keys(files)[0] ?? '')).notPlain;
}

describe('plain', () => {
  test.each([
    ['a small module', { 'model.ts': CLASSIFIER }],
    [
      'types and files beside it',
      {
        'model.ts': `import { readFileSync } from 'node:fs'; import { join } from 'node:path'; import data from './data.json';
          import type { Process } from 'some-package'; import { one, type Row } from './lib/rows.ts';
          interface Own { readonly process: Process } const rows = [one] as const satisfies readonly Row[]; let count = 0; count += 1; rows[0]!.kind = 2;
          export default { data: (own: Own) => { own.process; return readFileSync(join('a', String(data)), 'utf8') } };`,
        'lib/rows.ts': `export interface Row { kind: number } export const one: Row = { kind: 1 };`,
        'data.json': '{}',
      },
    ],
  ])('%s', async (_, files) => {
    expect(await whyNot(files)).toBeNull();
  });

  test.each(['gloss', 'digits', 'instability', 'data-pitfalls'])('the fixture %s', (name) => {
    const module = fileURLToPath(new URL(`../../../../fixtures/${name}/model.ts`, import.meta.url));
    expect(transpile(module).notPlain).toBeNull();
  });
});

describe('not plain', () => {
  test.each([
    ['globalThis.count = 1', 'assigns to globalThis'],
    ['console.log(globalThis)', 'uses globalThis'],
    ['process.env.A = "1"', 'assigns to process'],
    ['setInterval(() => {}, 1).unref()', 'uses setInterval'],
    ['new FinalizationRegistry(() => {})', 'uses FinalizationRegistry'],
    ['eval("1")', 'uses eval'],
    ['new Function("return 1")', 'uses Function'],
    ['require("fs")', 'uses require'],
    ['await import("./other.ts")', 'imports while it runs'],
    ['Math.random = () => 0.5', 'assigns to Math'],
    ['delete Math.random', 'assigns to Math'],
    ['Math.PI++', 'assigns to Math'],
    ['console.log(Array.prototype)', 'uses .prototype'],
    ['(Array.prototype as any).last = 1', 'assigns to Array'],
    ['[]["constructor"]', 'uses .constructor'],
    ['(() => {}).constructor("return process")()', 'uses .constructor'],
    ['import * as tf from "@tensorflow/tfjs"; (tf as any).add = 1', 'assigns to tf'],
    ['import fs from "node:fs"; fs.watch(".")', 'uses .watch'],
    ['import "node:child_process"', 'imports node:child_process'],
    ['import "node:worker_threads"', 'imports node:worker_threads'],
    ['import "lodash"', 'imports lodash'],
    ['import "./other.mjs"', 'imports ./other.mjs'],
    ['export * from "./other.js"', 'imports ./other.js'],
    ['declare const process: any; process.exit()', 'declares a value that is elsewhere'],
    ['enum Kind { A }', / has an enum| uses Kind/],
    ['namespace A { export const b = 1 }', /has a namespace|uses /],
    ['console.log(import.meta.url)', /^model\.ts /],
  ])('%s', async (code, why) => {
    expect(await whyNot({ 'model.ts': `${code};\nexport default {};` })).toMatch(why);
  });

  test('a file that the module imports counts as well', async () => {
    const files = { 'model.ts': `import './lib.ts'; export default {};`, 'lib.ts': 'process.exit()' };
    expect(await whyNot(files)).toBe('lib.ts uses process');
  });

  test('JavaScript, and what does not compile', async () => {
    expect(await whyNot({ 'model.mjs': 'export default {}' })).toMatch('is not compiled beforehand');
    expect(await whyNot({ 'model.ts': 'const a: = 1;' })).toMatch('is compiled in each run');
  });
});
