/** Lines that set the seed in a program's framework, which its imports or requirements name. */
import { join } from 'node:path';
import { REQUIREMENTS } from '../config/setup-files.ts';
import { readStart } from './list-sources.ts';
import { importedModules, readPrograms } from './programs.ts';

interface Framework {
  readonly name: string;
  /** Names of imported modules or required packages. */
  readonly packages: readonly string[];
  readonly lines: readonly string[];
}

const SEED = 'seed = int(os.environ["CONCLUSIVE_SEED"])';

/** The first match counts, so frameworks stand before those they build on. */
const FRAMEWORKS: readonly Framework[] = [
  {
    name: 'Hugging Face Transformers',
    packages: ['transformers'],
    lines: [SEED, 'transformers.set_seed(seed)', 'TrainingArguments(seed=seed, data_seed=seed, …)'],
  },
  {
    name: 'Lightning',
    packages: ['lightning', 'pytorch_lightning', 'pytorch-lightning'],
    lines: [SEED, 'lightning.seed_everything(seed, workers=True)', 'Trainer(deterministic=True, …)'],
  },
  {
    name: 'Keras',
    packages: ['keras', 'tensorflow'],
    lines: [
      SEED,
      'keras.utils.set_random_seed(seed)',
      'tensorflow.config.experimental.enable_op_determinism()  # with that backend',
    ],
  },
  {
    name: 'JAX',
    packages: ['jax', 'flax'],
    lines: [
      SEED,
      'key, init_key, data_key = jax.random.split(jax.random.key(seed), 3)',
      'model.init(init_key, …)',
    ],
  },
  {
    name: 'PyTorch',
    packages: ['torch'],
    lines: [SEED, 'random.seed(seed); numpy.random.seed(seed)', 'torch.manual_seed(seed)'],
  },
  {
    name: 'XGBoost',
    packages: ['xgboost'],
    lines: [
      SEED,
      'params["seed"] = seed',
      'params["subsample"] = 0.8  # without sampling the seed has no effect',
    ],
  },
  {
    name: 'LightGBM',
    packages: ['lightgbm'],
    lines: [
      SEED,
      'params |= {"seed": seed, "deterministic": True}',
      'params |= {"bagging_freq": 1, "bagging_fraction": 0.8}  # without sampling the seed has no effect',
    ],
  },
  {
    name: 'scikit-learn',
    packages: ['sklearn', 'scikit-learn'],
    lines: [SEED, 'numpy.random.seed(seed)', 'Model(random_state=seed, …)'],
  },
  {
    name: 'NumPy',
    packages: ['numpy'],
    lines: [SEED, 'random.seed(seed); numpy.random.seed(seed)', 'rng = numpy.random.default_rng(seed)'],
  },
];

/** @returns `for PyTorch: …; …; …`, null where no framework is recognised */
export async function findSeedLines(argv: readonly string[], directory: string): Promise<string | null> {
  const sources = await readPrograms(argv, directory);
  const modules = new Set(sources.flatMap(importedModules));
  const requirements = await Promise.all(REQUIREMENTS.map((file) => readStart(join(directory, file))));
  const framework =
    FRAMEWORKS.find(({ packages }) => packages.some((name) => modules.has(name))) ??
    FRAMEWORKS.find(({ packages }) => requirements.some((text) => requires(text, packages)));
  return framework === undefined
    ? null
    : `for ${framework.name}: ${framework.lines.map((line) => `\`${line}\``).join(', ')}`;
}

function requires(text: string, packages: readonly string[]): boolean {
  return [...text.matchAll(/^[ \t"'-]*([A-Za-z][\w-]*)/gm)].some(([, name = '']) =>
    packages.includes(name.toLowerCase()),
  );
}
