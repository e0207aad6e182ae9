import { execFile } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Needs what `npm run setup:native` builds. */
test('both backends reach the same verdicts, by numbers that agree', async () => {
  const folder = join(await temporaryFolder(), 'digits');
  await cp(join(ROOT, 'fixtures/digits'), folder, { recursive: true });
  const text = await readFile(join(folder, 'robust.yml'), 'utf8');
  const results = [];
  for (const backend of ['wasm', 'native']) {
    const config = join(folder, `${backend}.yml`);
    await writeFile(config, text.replace('module: model.ts', `module: model.ts\n  backend: ${backend}`));
    const output = join(folder, `of-${backend}`);
    const options = ['run', '--config', config, '--output', output, '--seeds', '5'];
    await promisify(execFile)(process.execPath, [join(ROOT, 'dist/cli.js'), ...options]).catch((error) => {
      // A gate that fails is a verdict, too.
      if (error.code !== 1) throw error;
    });
    results.push(JSON.parse(await readFile(join(output, 'result.json'), 'utf8')));
  }
  const [wasm, native] = results;
  expect(native.verdict).toBe(wasm.verdict);
  expect(native.comparisons.length).toBeGreaterThan(0);
  for (const [index, { verdict, difference }] of wasm.comparisons.entries()) {
    expect(native.comparisons[index].verdict).toBe(verdict);
    expect(native.comparisons[index].difference).toBeCloseTo(difference, 2);
  }
});
