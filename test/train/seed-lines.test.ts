import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findSeedLines } from '../../src/train/seed-lines.ts';
import { temporaryFolder } from '../support/temporary.ts';

test.each([
  ['import torch', 'PyTorch'],
  ['import os, json, torch', 'PyTorch'],
  ['import os, torch.nn as nn  # sklearn', 'PyTorch'],
  ['import os; x = 1\n\tfrom sklearn.svm import SVC', 'scikit-learn'],
  ['import numpy as np, keras', 'Keras'],
  ['from torch import numpy', 'PyTorch'],
  ['import os  # torch', null],
  ['import torchless, mytorch', null],
])('%j is a program of %s', async (source, framework) => {
  const directory = await temporaryFolder();
  await writeFile(join(directory, 'train.py'), `${source}\n`);
  const lines = await findSeedLines('python train.py --seed {seed}', directory);
  if (framework === null) expect(lines).toBeNull();
  else expect(lines).toContain(`for ${framework}: `);
});
