/** A training varies its seed over test examples; an evaluation repeats its cases. Plurals end in s. */
const OF_TRAININGS = {
  seed: 'seed',
  pair: 'seed pair',
  example: 'example',
  testExample: 'test example',
  testSet: 'test set',
  train: 'train',
  trained: 'trained',
  training: 'training',
  trainer: 'trainer',
  /** Key of the config. */
  seeds: 'seeds',
};

export type UnitWords = Readonly<typeof OF_TRAININGS>;

const OF_EVALUATIONS: UnitWords = {
  seed: 'repeat',
  pair: 'repeat',
  example: 'case',
  testExample: 'case',
  testSet: 'suite',
  train: 'run',
  trained: 'evaluated',
  training: 'evaluation',
  trainer: 'command',
  seeds: 'evaluate.repeats',
};

/** @param unit `repeat` for evaluations */
export function wordsOf({ unit }: { readonly unit?: 'repeat' | undefined }): UnitWords {
  return unit === 'repeat' ? OF_EVALUATIONS : OF_TRAININGS;
}
