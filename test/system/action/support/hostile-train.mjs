// Attacks by files and output of training code; `attack` selects one.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.CONCLUSIVE_RUN_DIR;
const { attack = 'none', corpus = '[]' } = JSON.parse(process.env.CONCLUSIVE_PARAMS);
const hostile = JSON.parse(corpus);
const seed = Number(process.env.CONCLUSIVE_SEED);
const write = (name, text) => writeFileSync(join(folder, name), text);
const score = 0.5 + 0.01 * ((seed * 7) % 5) + (attack === 'none' ? 0 : 0.2);

const seen = Object.keys(process.env).filter((name) =>
  /^(GITHUB_|ACTIONS_|RUNNER_|INPUT_)|TOKEN|SECRET/.test(name),
);
if (seen.length > 0) throw new Error(`a training run sees ${seen.join(', ')}`);

// Commands that the runner must not receive.
for (const text of hostile) console.log(`${text}\n::set-output name=verdict::${text}\n##[error]${text}`);
console.log(
  '::add-path::/tmp/evil\n::save-state name=x::y\n::set-env name=NODE_OPTIONS::--require=/tmp/evil',
);

const examples = Array.from({ length: 60 }, (_, index) => {
  const label = hostile.length === 0 ? 'a' : (hostile[index % hostile.length] ?? 'a');
  const other = hostile.length === 0 ? 'b' : (hostile[(index + 1) % hostile.length] ?? 'b');
  const right = index % 20 < 20 * score;
  return { id: `../../${index}`, split: 'test', label, prediction: right ? label : other, slices: [label] };
});

const metrics = { accuracy: score };
for (const text of hostile) metrics[text] = score;
switch (attack) {
  case 'none':
  case 'names': {
    write('predictions.jsonl', `${examples.map((row) => JSON.stringify(row)).join('\n')}\n`);
    const epochs = [3, 2, 1, 2].map((loss, epoch) => ({ epoch, train_loss: loss, val_loss: loss + epoch }));
    write('log.jsonl', `${epochs.map((row) => JSON.stringify(row)).join('\n')}\n`);
    break;
  }
  case 'bad names':
    break;
  case 'message':
    throw new Error(hostile.join('\n'));
  case 'long line':
    write('log.jsonl', `{"epoch":1,"note":"${'x'.repeat(10_000_000)}"}\n`);
    break;
  case 'deep':
    write('metrics.json', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`);
    process.exit(0);
    break;
  case 'prototype keys':
    write('metrics.json', '{"accuracy":1,"__proto__":{"accuracy":1},"constructor":{"prototype":{"seed":1}}}');
    process.exit(0);
    break;
  case 'link':
    symlinkSync(join(process.cwd(), 'outside.json'), join(folder, 'metrics.json'));
    process.exit(0);
    break;
  case 'many files':
    for (let count = 0; count < 10_001; count++) write(`${count}.json`, '{}');
    break;
  case 'flood':
    for (let count = 0; count < 300; count++) console.log('x'.repeat(100_000));
    process.exit(0);
    break;
  case 'folder link':
    mkdirSync(join(folder, 'a'));
    symlinkSync(process.cwd(), join(folder, 'a', 'b'));
    process.exit(0);
    break;
}
write('metrics.json', JSON.stringify(metrics));
