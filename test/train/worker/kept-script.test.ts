import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import { loadScript } from '../../../src/train/worker/kept-script.ts';
import { findNode24 } from '../../support/node24.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const SOURCE = `const { sep } = require('node:path'); module.exports = (n) => [n * 21, sep, __filename];`;

let script: string;
let cache: string;
beforeEach(async () => {
  const folder = await temporaryFolder();
  [script, cache] = [join(folder, 'script.cjs'), join(folder, 'cache')];
  writeFileSync(script, SOURCE);
  mkdirSync(cache);
});

const call = () => (loadScript(script, cache).exports as (n: number) => unknown[])(2);
const kept = () => readdirSync(cache).map((name) => join(cache, name));

const stateOf = (file: string) => {
  const { ino, mtimeNs } = statSync(file, { bigint: true });
  return `${ino} ${mtimeNs}`;
};

/** @returns the answer, and whether what was kept was of use */
function loadAndKeep() {
  const before = kept().map((file) => stateOf(file));
  const loaded = loadScript(script, cache);
  const [answer] = (loaded.exports as (n: number) => unknown[])(2);
  loaded.keep();
  const after = kept().map((file) => stateOf(file));
  return { answer, isKnown: before.length > 0 && String(before) === String(after) };
}

test('is loaded as Node loads it, and from then on with what was compiled', () => {
  expect(call()).toEqual([42, expect.stringMatching(/^[\\/]$/), script]);
  expect(kept()).toEqual([]);
  expect(loadAndKeep().isKnown).toBe(false);
  expect(loadAndKeep()).toEqual({ answer: 42, isKnown: true });
  expect(kept()).toHaveLength(1);
});

test('another source of the same length is compiled anew', () => {
  loadAndKeep();
  writeFileSync(script, SOURCE.replace('21', '22'));
  expect(loadAndKeep()).toEqual({ answer: 44, isKnown: false });
  expect(loadAndKeep()).toEqual({ answer: 44, isKnown: true });
  expect(kept()).toHaveLength(1);
});

test.each<[string, (file: string) => void]>([
  ['cut off', (file) => truncateSync(file, statSync(file).size - 1)],
  ['cut off within its digest', (file) => truncateSync(file, 5)],
  ['empty', (file) => truncateSync(file, 0)],
  [
    'changed in one byte',
    (file) => {
      const bytes = readFileSync(file);
      bytes.writeUInt8(bytes.readUInt8(bytes.length - 9) ^ 1, bytes.length - 9);
      writeFileSync(file, bytes);
    },
  ],
])('what is kept is of no use where it is %s', (_, spoil) => {
  loadAndKeep();
  for (const file of kept()) spoil(file);
  expect(loadAndKeep()).toEqual({ answer: 42, isKnown: false });
  expect(loadAndKeep()).toEqual({ answer: 42, isKnown: true });
});

const node24 = findNode24();
test.skipIf(node24 === null || node24 === process.execPath)('nor where it is of another Node', () => {
  loadAndKeep();
  const [ours] = kept();
  const module = fileURLToPath(new URL('../../../src/train/worker/kept-script.ts', import.meta.url));
  const program = `import { loadScript } from ${JSON.stringify(module)};
    loadScript(${JSON.stringify(script)}, ${JSON.stringify(cache)}).keep();`;
  const { status, stderr } = spawnSync(node24 ?? '', ['--input-type=module', '--no-warnings', '-e', program]);
  expect(status, String(stderr)).toBe(0);
  expect(kept()).toHaveLength(2);
  renameSync(kept().find((file) => file !== ours) ?? '', ours ?? '');
  expect(loadAndKeep()).toEqual({ answer: 42, isKnown: false });
});

test('a folder that cannot be written to is no fault', () => {
  cache = join(cache, 'missing');
  const loaded = loadScript(script, cache);
  loaded.keep();
  expect((loaded.exports as (n: number) => unknown[])(2)[0]).toBe(42);
});
