import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { generatedFiles } from '../../scripts/generated-files.ts';

test('generated files are fresh (npm run generate makes them so)', async () => {
  const files = await generatedFiles();
  expect(files.length).toBeGreaterThan(0);
  for (const { path, content } of files) {
    expect(await readFile(path, 'utf8'), path).toBe(content);
  }
});
