import { posix } from 'node:path';
import { isObject } from '../../../json.ts';
import type { Split } from '../../../record.ts';
import { isJsonLines, readObjects, someObject } from '../../files/json-lines.ts';
import { splitFlatName, splitOfWord } from '../../flat-names.ts';
import { finiteOrNull } from '../../numbers.ts';
import { RowIdentity } from '../../row-identity.ts';
import type { RunReader } from '../../run-reader.ts';
import { isEpochName, isStepName } from '../../steps/axis-names.ts';
import { EpochLog } from '../../steps/epoch-log.ts';
import type { Series } from '../../steps/step-series.ts';
import { formatFileLine } from '../../unreadable-run-error.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** A line may state step and epoch; if every line states the step, `stepJsonLines` reads the file. */
export const jsonLinesLog: RunReader = {
  format: '*.jsonl with one epoch per line',
  documented: [
    'any | `*.jsonl`, `*.csv` | `train_loss`, `val_loss` | see [the command protocol](command-protocol.md) | `epoch`, else `step`, `global_step` or `iteration`, in upper or lower case',
  ],
  accepts: ({ name, head }) =>
    isJsonLines(name) && someObject(head, (object) => has(object, isEpochName) && !has(object, isStepName)),
  read: async ({ path, name: file }, run) => {
    const log = new EpochLog(run);
    const identity = new RowIdentity();
    let keys: readonly string[] = [];
    let skipped: string | null = null;
    for await (const { object, place } of readObjects(path, file, run.warn)) {
      const epoch = valueUnder(object, isEpochName);
      if (epoch === undefined || epoch === null) {
        if (has(object, isStepName)) skipped ??= formatFileLine(place);
        continue;
      }
      const row = entriesOf(object).flatMap(({ key, split, name, value }) => {
        if (isEpochName(key)) return [];
        const target = split === null ? splitFlatName(name, 'train', run.declared) : { split, name };
        return [{ series: log.series(target.split, target.name), value, key }];
      });
      identity.note(object);
      keys = row.map(({ key }) => key);
      log.add(epoch, row, place);
    }
    identity.refuse(file, identity.keyToShow(keys, run.declared), log.hasRepeats);
    log.finish();
    if (skipped !== null) {
      run.warn(
        `${skipped}: lines with a step but no epoch are left out, because other lines have only an epoch; log one of them in every line, or both`,
      );
    }
  },
};

export const stepJsonLines: RunReader = {
  format: '*.jsonl with one step per line',
  // Protocols of agents have named steps and are no logs.
  accepts: ({ name, head }) =>
    isJsonLines(name) && someObject(head, (object) => finiteOrNull(valueUnder(object, isStepName)) !== null),
  read: async ({ path, name: file }, run) => {
    const log = run.steps('JSON lines by step', posix.dirname(file));
    const known = new Map<string, Series>();
    const identity = new RowIdentity();
    const seriesOf = (key: string) => {
      const series = known.get(key) ?? log.series(key, file);
      known.set(key, series);
      return series;
    };
    // A line without an epoch belongs to the epoch above.
    let epoch: number | null = null;
    for await (const { object, place } of readObjects(path, file, run.warn)) {
      const step = finiteOrNull(valueUnder(object, isStepName));
      if (step === null) continue;
      identity.note(object);
      const ofLine = finiteOrNull(valueUnder(object, isEpochName));
      epoch = ofLine ?? epoch;
      for (const { key, value } of entriesOf(object)) {
        if (!isStepName(key) && !isEpochName(key))
          log.state(seriesOf(key), { step, epoch }, value, { key, line: place.line });
      }
      if (ofLine !== null) log.setEpoch(step, ofLine);
    }
    identity.refuse(file, identity.keyToShow([...known.keys()], run.declared), log.hasRepeats(file));
  },
};

function has(object: JsonObject, isName: (name: string) => boolean): boolean {
  return Object.keys(object).some(isName);
}

function valueUnder(object: JsonObject, isName: (name: string) => boolean): unknown {
  const key = Object.keys(object).find(isName);
  return key === undefined ? undefined : object[key];
}

interface Entry {
  readonly key: string;
  /** Null outside of a split; the name may still state one. */
  readonly split: Split | null;
  readonly name: string;
  readonly value: unknown;
}

/** All values, including those below a split. */
function entriesOf(object: JsonObject): Entry[] {
  return Object.entries(object).flatMap(([key, value]): Entry[] => {
    const split = splitOfWord(key);
    if (split === null || !isObject(value)) return [{ key, split: null, name: key, value }];
    return Object.entries(value).map(([name, inner]) => ({
      key: `${key}.${name}`,
      split,
      name,
      value: inner,
    }));
  });
}
