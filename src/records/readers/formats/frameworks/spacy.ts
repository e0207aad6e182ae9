/** spaCy: scores in `meta.json`, and JSON lines of `spacy.ConsoleLogger.v3`. Both are of the dev corpus. */
import { posix } from 'node:path';
import { isObject } from '../../../json.ts';
import { isJsonLines, readObjects, someObject } from '../../files/json-lines.ts';
import { toNumber } from '../../numbers.ts';
import type { RunReader } from '../../run-reader.ts';

export const spacyMeta: RunReader = {
  format: 'meta.json of spaCy',
  documented: [
    'spaCy | `model-last/meta.json`; not `model-best`, which was chosen by its scores | | `performance` is validation: `tag_acc`, `ents_f`, … |',
  ],
  accepts: ({ baseName, json }) =>
    baseName === 'meta.json' && isObject(json) && 'spacy_version' in json && isObject(json.performance),
  read: async ({ json, name: file, all }, run) => {
    const isBest = file.split('/').includes('model-best');
    if (isBest && [...all].some((name) => name.endsWith('model-last/meta.json'))) return;
    const { performance } = json as { performance: Record<string, unknown> };
    for (const [name, value] of Object.entries(performance)) {
      if (typeof value !== 'number') continue;
      const split = /_loss$/.test(name) ? 'train' : 'validation';
      // A value in the best model's folder is the best of all evaluations.
      const key = isBest ? `best performance.${name}` : `performance.${name}`;
      run.add({ split, name, at: 'final', key, file, line: null }, value);
    }
  },
};

export const spacyLog: RunReader = {
  format: '*.jsonl of spacy.ConsoleLogger',
  documented: [
    'spaCy | `*.jsonl` of `spacy.ConsoleLogger.v3` | the sum of the losses of all components | `scores`, as shares | `epoch` of each `step`',
  ],
  accepts: ({ name, head }) =>
    isJsonLines(name) &&
    head.includes('"losses"') &&
    someObject(head, ({ losses, scores }) => isObject(losses) && isObject(scores)),
  read: async ({ path, name: file }, run) => {
    const log = run.steps('spaCy', posix.dirname(file));
    for await (const { object, place } of readObjects(path, file, run.warn)) {
      const { step, epoch, losses, scores } = object;
      if (typeof step !== 'number' || !isObject(losses) || !isObject(scores)) continue;
      const sum = Object.values(losses).reduce<number>((total, loss) => total + Number(toNumber(loss)), 0);
      const { line } = place;
      log.state(log.series('train_loss', file), { step }, sum, { key: 'losses', line });
      for (const [key, score] of Object.entries(scores)) {
        const value = toNumber(score);
        // The logger prints percentages, meta.json shares.
        if (typeof value === 'number')
          log.state(log.series(`val_${key}`, file), { step }, value / 100, { key: `scores.${key}`, line });
      }
      if (typeof epoch === 'number') log.setEpoch(step, epoch);
    }
  },
};
