import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withIgnoredProgram } from '../../../src/train/trainers/ignored-program.ts';
import { temporaryFolder } from '../../support/temporary.ts';

test('the work tree comes first, and what neither has stays as it is written', async () => {
  const [directory, checkout] = [await temporaryFolder(), await temporaryFolder()];
  const at = (program: string) => withIgnoredProgram([program, 'train.py'], { directory, checkout });
  await mkdir(join(checkout, 'bin'));
  await writeFile(join(checkout, 'bin/python'), '');
  await writeFile(join(checkout, 'bin/data'), '');
  expect(at('bin/python')).toEqual([join(checkout, 'bin/python'), 'train.py']);
  expect(at('bin/pyhton')).toEqual(['bin/pyhton', 'train.py']);
  expect(at('python')).toEqual(['python', 'train.py']);
  const behind = (...argv: readonly string[]) => withIgnoredProgram(argv, { directory, checkout });
  const own = join(checkout, 'bin/python');
  expect(behind('env', 'SEED=1', 'bin/python', 'bin/data')).toEqual(['env', 'SEED=1', own, 'bin/data']);
  expect(behind('sh', '-c', 'exec "$@"', '1', 'bin/python')).toEqual(['sh', '-c', 'exec "$@"', '1', own]);
  await mkdir(join(directory, 'bin'));
  await writeFile(join(directory, 'bin/python'), '');
  expect(at('bin/python')).toEqual(['bin/python', 'train.py']);
});
