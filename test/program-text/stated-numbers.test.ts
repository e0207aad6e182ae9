import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findStatedNumbers } from '../../src/program-text/stated-numbers.ts';
import { temporaryFolder } from '../support/temporary.ts';

async function stated(command: string, params: Record<string, number | string> = {}, files = {}) {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), String(text));
  return Object.fromEntries(await findStatedNumbers(command.split(' '), params, folder));
}

test.each([
  ['a parameter', 'python3 fit.py', { epochs: 5 }, '', { epochs: 5 }],
  ['a flag', 'python3 fit.py --max-epochs 5', {}, '', { max_epochs: 5 }],
  ['an argument with =', 'python3 fit.py --epochs=5 train.lr=0.1', {}, '', { epochs: 5, lr: 0.1 }],
  ['a constant', 'python3 fit.py', {}, 'EPOCHS = 1_000  # not 5', { epochs: 1000 }],
  ['an annotated field', 'python3 fit.py', {}, 'numEpochs: int = 5', { num_epochs: 5 }],
  ['an argument of a call', 'python3 fit.py', {}, 'fit(x, y, epochs=5, test_size=.2)', { epochs: 5 }],
  [
    'a default of a flag',
    'python3 fit.py',
    {},
    'p.add_argument("--epochs", type=int, default=5)',
    { epochs: 5 },
  ],
])('numbers are found in %s', async (_, command, params, program, found) => {
  expect(await stated(command, params, { 'fit.py': program })).toEqual(found);
});

test('what is nearer to the run counts, and two values under one name count not at all', async () => {
  const program = 'EPOCHS = 5\nbatch = 8\nbatch = 16';
  expect(await stated('python3 fit.py --epochs 7', {}, { 'fit.py': program })).toEqual({ epochs: 7 });
  expect(await stated('python3 fit.py --epochs 7', { epochs: 9 }, { 'fit.py': program })).toEqual({
    epochs: 9,
  });
});

test('configs that the command names are read as well', async () => {
  const files = { 'fit.py': '', 'base.yaml': 'train:\n  epochs: 12\n  name: x2\n' };
  expect(await stated('python3 fit.py --config=base.yaml', {}, files)).toEqual({ epochs: 12 });
});
