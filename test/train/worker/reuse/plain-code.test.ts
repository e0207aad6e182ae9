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
          import * as path from 'node:path'; import fs from 'fs';
          const pattern = new RegExp(/a/); const table: Record<string, number> = { x: 1 }; const { x, ...others } = table;
          const pick = (name: string, i: number) => [table[name], [1, 2][i], table['x'], \`\${name}\`, pattern.test(name), others, x, path.join(name, fs.readFileSync(name, 'utf8'))];
          class Kept { constructor(readonly a: number) {} static of<T>(this: void, a: T): a is T & {} { return true; } } function over(a: string): void; function over(a: unknown) { console.log(a, pick, Kept); } over('a');
          abstract class Base<T> implements Iterable<T> { abstract [Symbol.iterator](): Iterator<T>; [key: string]: unknown; } console.warn(Base);
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
    ['import fs from "node:fs"; fs.watch(".")', 'uses fs.watch'],
    ['import "node:child_process"', 'imports node:child_process'],
    ['import "node:worker_threads"', 'imports node:worker_threads'],
    ['import "lodash"', 'imports lodash'],
    ['import "./other.mjs"', 'imports ./other.mjs'],
    ['export * from "./other.js"', 'imports ./other.js'],
    ['declare const process: any; process.exit()', 'declares a value that is elsewhere'],
    ['enum Kind { A }', /has a TSEnumDeclaration|uses Kind/],
    ['namespace A { export const b = 1 }', /has a TSModuleDeclaration|uses /],
    ['console.log(import.meta.url)', /^model\.ts /],
    ['import p = globalThis; p.count = 1', 'has a TSImportEqualsDeclaration'],
    ['import env = process.env; env.A = "1"', 'has a TSImportEqualsDeclaration'],
    ['import cp = require("node:child_process"); cp.execSync("true")', 'has a TSImportEqualsDeclaration'],
    ['export = { a: process.exit() }', 'has a TSExportAssignment'],
    ['import type process from "node:process"; process.chdir("/")', 'uses process'],
    ['import { type process } from "./types.ts"; process.chdir("/")', 'uses process'],
    ['interface process { a: 1 } process.chdir("/")', 'uses process'],
    ['type process = 1; process.chdir("/")', 'uses process'],
    ['function process(a: string): void; process.chdir("/")', 'uses process'],
    ['const { constructor: C } = () => {}; C("return process")()', 'uses .constructor'],
    ['const { prototype: P } = Array; (P as any).last = 1', 'uses .prototype'],
    ['const { ["con" + "structor"]: C } = () => {}', 'uses .constructor'],
    ['(() => {})[`constructor`]("return process")()', 'uses .constructor'],
    ['(() => {})["con" + "structor"]("return process")()', 'uses .constructor'],
    ['const key = "constructor"; (() => {})[key]("return process")()', 'uses .constructor'],
    ['import { watch } from "node:fs"; watch(".")', 'imports watch of node:fs'],
    ['import { "watch" as see } from "node:fs"; see(".")', 'imports watch of node:fs'],
    ['export { watch } from "node:fs"', 'imports node:fs'],
    ['import fs from "node:fs"; const { watch } = fs', 'uses fs as a whole'],
    ['import * as fs from "node:fs"; fs["wat" + "ch"](".")', 'uses fs as a whole'],
    ['import fs from "fs"; fs.promises.watch(".")', 'uses fs.promises'],
    ['import { inspect } from "node:util"; inspect.defaultOptions.depth = 1', 'imports node:util'],
    ['import { setPriority } from "node:os"; setPriority(19)', 'imports node:os'],
    ['import { setFips } from "node:crypto"; setFips(true)', 'imports setFips of node:crypto'],
    ['console.log(performance.now())', 'uses performance'],
    ['console.count()', 'uses console.count'],
    ['const { count } = console', 'uses console as a whole'],
    ['console["count"]()', 'uses console as a whole'],
    ['console.log(RegExp.lastMatch)', 'uses RegExp'],
    ['import * as tf from "@tensorflow/tfjs"; tf.env().global.process.exit()', 'uses .global'],
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
