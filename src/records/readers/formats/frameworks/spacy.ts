/** spaCy: the scores of a pipeline in its `meta.json`, and the JSON lines of `spacy.ConsoleLogger.v3`. Both are on the dev corpus. */
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
  read: async ({ json, name: file, all }, findings) => {
    const isBest = file.split('/').includes('model-best');
    if (isBest && [...all].some((name) => name.endsWith('model-last/meta.json'))) return;
    for (const [key, value] of Object.entries(
      (json as { performance: Record<string, unknown> }).performance,
    )) {
      const place = { file, line: null };
      const split = /_loss$/.test(key) ? 'train' : 'validation';
      // In the folder of the best model a value is the best of all evaluations.
      if (typeof value === 'number')
        findings.add(
          findings.metrics[split],
          key,
          value,
          isBest ? `best performance.${key}` : `performance.${key}`,
          place,
        );
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
  read: async ({ path, name: file }, findings, steps) => {
    const log = steps.of('spaCy', posix.dirname(file));
    for await (const { object, place } of readObjects(path, file, findings.warn)) {
      const { step, epoch, losses, scores } = object;
      if (typeof step !== 'number' || !isObject(losses) || !isObject(scores)) continue;
      const sum = Object.values(losses).reduce<number>((total, loss) => total + Number(toNumber(loss)), 0);
      log.state(log.series('train_loss', file), step, sum, 'losses', place);
      for (const [key, score] of Object.entries(scores)) {
        const value = toNumber(score);
        // The logger prints percentages of what meta.json keeps as shares.
        if (typeof value === 'number')
          log.state(log.series(`val_${key}`, file), step, value / 100, `scores.${key}`, place);
      }
      if (typeof epoch === 'number') log.setEpoch(step, epoch);
    }
  },
};
