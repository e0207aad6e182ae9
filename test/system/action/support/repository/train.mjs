// Logistic regression on two features; settings.json may drop one.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const leaked = Object.keys(process.env).filter((name) => /^(GITHUB_|ACTIONS_|RUNNER_|INPUT_)/.test(name));
if (leaked.length > 0) throw new Error(`a training run sees ${leaked.join(', ')}`);

// The action's environment must not be readable through /proc either.
if (process.platform === 'linux') {
  const parents = (() => {
    try {
      return readFileSync(`/proc/${process.ppid}/environ`, 'latin1');
    } catch (error) {
      if (error.code === 'EACCES' || error.code === 'ENOENT') return 'GITHUB_';
      throw error;
    }
  })();
  if (/-loopback|ghs_/.test(parents))
    throw new Error('a training run finds a token in the environment of its parent');
  if (!parents.includes('GITHUB_')) throw new Error('the parent of a training run is not the action');
}

const { features } = JSON.parse(readFileSync(new URL('settings.json', import.meta.url), 'utf8'));
const random = generator(Number(process.env.CONCLUSIVE_SEED) + 1);
const examples = Array.from({ length: 600 }, () => {
  const x = [random() - 0.5, random() - 0.5];
  return { x: x.slice(0, features), y: x[0] + x[1] + 0.1 * (random() - 0.5) > 0 ? 1 : 0 };
});
const [train, test] = [examples.slice(0, 400), examples.slice(400)];
const weights = new Array(features).fill(0);
const predict = (x) => 1 / (1 + Math.exp(-x.reduce((sum, value, i) => sum + value * weights[i], 0)));
const loss = (part) =>
  part.reduce((sum, { x, y }) => sum - Math.log(Math.max(1e-9, y === 1 ? predict(x) : 1 - predict(x))), 0) /
  part.length;

const log = [];
for (let epoch = 1; epoch <= 5; epoch++) {
  for (const { x, y } of train) {
    const error = y - predict(x);
    for (const [i, value] of x.entries()) weights[i] += 0.5 * error * value;
  }
  log.push(JSON.stringify({ epoch, train_loss: loss(train), val_loss: loss(test) }));
}
const right = test.filter(({ x, y }) => predict(x) > 0.5 === (y === 1)).length;
const folder = process.env.CONCLUSIVE_RUN_DIR;
writeFileSync(join(folder, 'log.jsonl'), `${log.join('\n')}\n`);
writeFileSync(
  join(folder, 'metrics.json'),
  JSON.stringify({ accuracy: right / test.length, parameters: features }),
);

/** Park and Miller's generator. */
function generator(seed) {
  let state = (seed * 48271) % 2147483647;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
