import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/config/user-error.ts';
import { chooseBackend } from '../../../src/train/backends/choose-backend.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** A folder whose node_modules has a package of that name with this code. */
async function folderWithTfjsNode(code: string): Promise<string> {
  const folder = await temporaryFolder();
  const packageFolder = join(folder, 'node_modules/@tensorflow/tfjs-node');
  await mkdir(packageFolder, { recursive: true });
  await writeFile(
    join(packageFolder, 'package.json'),
    '{ "name": "@tensorflow/tfjs-node", "version": "0.0.0", "main": "index.js" }',
  );
  await writeFile(join(packageFolder, 'index.js'), code);
  return folder;
}

describe('the backend of an experiment', () => {
  test('is the native one where it loads', async () => {
    const folder = await folderWithTfjsNode(
      `console.log('noise'); exports.version = { tfjs: '4.22.0', 'tfjs-node': '4.22.0' };`,
    );
    expect(await chooseBackend('auto', folder)).toEqual({
      backend: 'node',
      reason: '@tensorflow/tfjs-node is installed',
      version: '4.22.0 (tfjs-node 4.22.0)',
      tfjsNode: expect.stringContaining('node_modules/@tensorflow/tfjs-node/index.js'),
    });
  });

  test.each([
    [
      'throws',
      `throw new Error('libtensorflow.so.2: cannot open shared object file');`,
      'cannot open shared object file',
    ],
    ['takes its process down', 'process.kill(process.pid, "SIGSEGV");', 'does not load'],
  ])('is the embedded one where the native one %s, and says why', async (_, code, reason) => {
    const choice = await chooseBackend('auto', await folderWithTfjsNode(code));
    expect(choice).toMatchObject({ backend: 'wasm', version: null, reason: expect.stringContaining(reason) });
  });

  test('is what the config asks for, or an error with the fix', async () => {
    expect(await chooseBackend('wasm', await temporaryFolder())).toMatchObject({ backend: 'wasm' });
    const broken = await folderWithTfjsNode('throw new Error("no");');
    await expect(chooseBackend('node', broken)).rejects.toThrow(UserError);
    await expect(chooseBackend('node', broken)).rejects.toThrow(
      'trainer.backend: node needs @tensorflow/tfjs-node',
    );
  });
});
