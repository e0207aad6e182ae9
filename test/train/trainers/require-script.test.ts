import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../../src/config/user-error.ts';
import { requireScript } from '../../../src/train/trainers/require-script.ts';
import { temporaryFolder } from '../../support/temporary.ts';

async function task() {
  const directory = await temporaryFolder();
  await mkdir(join(directory, 'code'));
  await writeFile(join(directory, 'code/train.py'), '');
  return { model: 'head', directory };
}

test.each([
  'python3 train.py --seed 1',
  '/opt/venv/bin/python3.12 -u -W ignore code/tarin.py',
  'sh train.sh',
  'Rscript train.R --out x.R',
])('%s: refused where there is no such file', async (command) => {
  const given = await task();
  const require = () => requireScript(command.split(' '), given);
  expect(require).toThrow(UserError);
  expect(require).toThrow(/^trainer\.command: head has no ".*(train|tarin)\.\w+" in /);
});

test.each([
  'python3 code/train.py --config other.py',
  'python3 -m project.train --model x.py',
  'sh -c train.sh',
  'docker run image python train.py',
  'python3 -u',
  './train.sh',
])('%s: none of our business', async (command) => {
  requireScript(command.split(' '), await task());
});
