import { posix } from 'node:path';
import type { Split } from '../../../record.ts';
import { objectsIn, readObjects } from '../../files/json-lines.ts';
import type { RunFile } from '../../files/run-file.ts';
import { finiteOrNull } from '../../numbers.ts';
import type { RunReader } from '../../run-reader.ts';
import { isEpochName, isStepName } from '../../steps/axis-names.ts';

/** Keys of training lines; other lines are evaluations. */
const OF_TRAINING = /^(lr|(total_)?loss)$/;
/** Detectron2 repeats its last evaluation in lines of training. */
const OF_EVALUATION = /^(bbox|segm|keypoints|box_proposals|sem_seg|panoptic_seg)\//;
const BOOKKEEPING = /^(lr|base_lr|time|data_time|eta_seconds|eta|memory|rank_data_time)$/;

export const linesInJson: RunReader = {
  format: '*.json with lines of JSON by step (MMEngine, Detectron2)',
  documented: [
    'MMEngine (MMDetection, …) | `vis_data/*.json` | `loss` | lines without a loss are validation: `accuracy/top1` | `epoch` of each `step`; validation by epoch, training by step',
    'Detectron2 | `metrics.json` | `total_loss` is also `loss` | validation: `bbox/AP`, … | `iteration`',
  ],
  accepts: (file) => hasLines(file) && [...objectsIn(file.head)].some((object) => stepOf(object) !== null),
  read: async ({ path, name: file }, run) => {
    const log = run.steps('JSON lines by step', posix.dirname(file));
    let epoch: number | null = null;
    for await (const { object, place } of readObjects(path, file, run.warn)) {
      const step = stepOf(object);
      if (step === null) continue;
      const isTraining = Object.keys(object).some((key) => OF_TRAINING.test(key));
      const ofLine = finiteOrNull(object[Object.keys(object).find(isEpochName) ?? '']);
      epoch = ofLine ?? epoch;
      const add = (key: string, value: unknown) => {
        const split: Split = isTraining && !OF_EVALUATION.test(key) ? 'train' : 'validation';
        const at = { step, epoch: isTraining ? epoch : null };
        log.state(log.series(key, file, split), at, value, { key, line: place.line });
      };
      for (const [key, value] of Object.entries(object)) {
        if (isStepName(key) || isEpochName(key) || BOOKKEEPING.test(key)) continue;
        add(key, value);
        if (key === 'total_loss') add('loss', value);
      }
      if (ofLine !== null) log.setEpoch(step, ofLine);
    }
  },
};

function hasLines({ name, jsonError, head }: RunFile): boolean {
  if (!/\.json$/i.test(name) || jsonError === null) return false;
  let lines = 0;
  for (const _ of objectsIn(head)) {
    lines += 1;
    if (lines > 1) return true;
  }
  return false;
}

function stepOf(object: Readonly<Record<string, unknown>>): number | null {
  return finiteOrNull(object[Object.keys(object).find(isStepName) ?? '']);
}
