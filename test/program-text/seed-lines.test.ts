import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { findSeedLines } from '../../src/program-text/seed-lines.ts';
import { temporaryFolder } from '../support/temporary.ts';

const SEED = '`seed = int(os.environ["CONCLUSIVE_SEED"])`';

test.each([
  ['import torch', 'PyTorch', 'torch.manual_seed(seed)'],
  ['from tensorflow import keras', 'Keras', 'keras.utils.set_random_seed(seed)'],
  ['import keras', 'Keras', 'keras.utils.set_random_seed(seed)'],
  ['import numpy\nfrom sklearn.svm import SVC', 'scikit-learn', 'Model(random_state=seed, …)'],
  ['import sklearn, xgboost as xgb', 'XGBoost', 'params["seed"] = seed'],
  ['from lightgbm import LGBMClassifier', 'LightGBM', 'params |= {"seed": seed, "deterministic": True}'],
  ['import torch\nimport lightning as L', 'Lightning', 'lightning.seed_everything(seed, workers=True)'],
  ['import pytorch_lightning as pl', 'Lightning', 'lightning.seed_everything(seed, workers=True)'],
  [
    'import torch\nfrom transformers import Trainer',
    'Hugging Face Transformers',
    'transformers.set_seed(seed)',
  ],
  ['import jax, flax', 'JAX', 'jax.random.key(seed)'],
  ['import numpy as np', 'NumPy', 'numpy.random.default_rng(seed)'],
])('the three lines for %j: %s', async (source, framework, line) => {
  const directory = await temporaryFolder();
  await writeFile(join(directory, 'train.py'), `import os\n${source}\n`);
  const lines = await findSeedLines(['python', 'train.py'], directory);
  expect(lines).toMatch(new RegExp(`^for ${framework}: `));
  expect(lines).toContain(SEED);
  expect(lines).toContain(line);
  expect(lines?.match(/`[^`]+`/g)).toHaveLength(3);
});

test.each([
  ['python -m project.train --seed {seed}', 'project/train.py'],
  ['python3 -m project', 'project/__main__.py'],
  ['uv run python -m project.train', 'project/train/__main__.py'],
  ['torchrun -m project.train', 'src/project/train.py'],
])('%s: the module is looked at, %s', async (command, file) => {
  const directory = await temporaryFolder();
  await mkdir(join(directory, dirname(file)), { recursive: true });
  await writeFile(join(directory, file), 'import torch\n');
  expect(await findSeedLines(command.split(' '), directory)).toContain('for PyTorch: ');
});

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
  const lines = await findSeedLines(['python', 'train.py'], directory);
  if (framework === null) expect(lines).toBeNull();
  else expect(lines).toContain(`for ${framework}: `);
});
