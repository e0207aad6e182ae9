import { expect, test } from 'vitest';
import { seededSplit } from '../../src/program-text/seeded-split.ts';

const ARGV = ['python', 'train.py', '--random-seed', '{seed}'];
const split = (seed: string) => `x_train, x_test = train_test_split(x, test_size=0.4${seed})`;

test.each([
  split(', random_state=args.random_seed'),
  split(', random_state=int(args.random_seed)'),
  split(', random_state=int(os.environ["CONCLUSIVE_SEED"])'),
  `seed = args.random_seed\n${split(', random_state=seed')}`,
  `def main(data, seed=0):\n    ${split(', random_state=seed')}\nmain("x", args.random_seed)`,
  `def main(seed):\n    ${split(', random_state=seed')}\nmain(seed=args.random_seed)`,
  `np.random.seed(args.random_seed)\n${split('')}`,
  'train, test = random_split(data, [9, 1], generator=torch.Generator().manual_seed(args.random_seed))',
  'torch.manual_seed(args.random_seed)\ntrain, test = torch.utils.data.random_split(data, [9, 1])',
])('the seed draws the test set: %j', (text) => {
  expect(seededSplit(text, ARGV)).toMatch(/^(?:torch\.utils\.data\.)?(?:train_test|random)_split\(.+\)$/);
});

test('the option may have its value behind a sign', () => {
  const text = split(', random_state=args.random_seed');
  expect(seededSplit(text, ['python', 'train.py', '--random-seed={seed}'])).not.toBeNull();
  expect(seededSplit(text, ['python', 'train.py', '--seed', '{seed}'])).toBeNull();
  expect(seededSplit(text, ['python', 'train.py'])).toBeNull();
});

test.each([
  split(', random_state=0'),
  split(', random_state=args.split_seed'),
  split(''),
  `np.random.seed(0)\n${split('')}`,
  `seed = args.random_seed\nif fixed:\n    seed = 0\n${split(', random_state=seed')}`,
  `def main(seed=0):\n    ${split(', random_state=seed')}\nmain()`,
  `def main(seed):\n    ${split(', random_state=seed')}\nmain(args.random_seed)\nmain(7)`,
  `seed = seed\n${split(', random_state=seed')}`,
  'x_train, x_validation = train_test_split(x, random_state=args.random_seed)',
  'train_test_split(x, random_state=args.random_seed)',
  `# ${split(', random_state=args.random_seed')}`,
  '',
])('nothing shows that the seed draws the test set: %j', (text) => {
  expect(seededSplit(text, ARGV)).toBeNull();
});
