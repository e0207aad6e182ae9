import { expect, test } from 'vitest';
import { missingModules } from '../../../src/cli/init/look-around.ts';
import { findPython } from '../../system/support/python.ts';

const PROGRAM = `import json, numpie
from own.data import load
from torchie.nn import Linear
try:
    import optional
except ImportError:
    pass
`;

const missing = (python: string) =>
  missingModules(python, '.', { text: PROGRAM, file: 'train.py' }, ['train.py', 'own/data.py']);

test.skipIf(findPython() === null)(
  'the modules that an interpreter lacks, but for its own and those that may be done without',
  async () => {
    expect(await missing('python3')).toEqual(['numpie', 'torchie']);
  },
);

test('an interpreter that does not start has none', async () => {
  expect(await missing('no-such-python')).toEqual(['json', 'numpie', 'torchie']);
});
