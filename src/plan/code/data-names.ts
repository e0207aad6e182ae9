/** Tells by names alone which files of a repository are data, and of which split. */

export type DataSplit = 'train' | 'validation' | 'test';

/** Formats that hold only data. */
const DATA =
  /\.(csv|tsv|psv|jsonl|ndjson|np[yz]|parquet|feather|arrow|avro|h5|hdf5|tfrecords?|mat|arff|libsvm|svm|conllu?|dvc|lmdb)$/i;
const UBYTE = /idx\d-ubyte$/i;
/** They are data only in a folder named like data. */
const ANY =
  /\.(txt|json|xml|pkl|pickle|pt|bin|zip|tar|tgz|db|sqlite3?|png|jpe?g|bmp|gif|tiff?|p[gp]m|wav|flac|mp3|ogg|npy|data)$/i;
const PACKED = /\.(gz|bz2|xz|zst)$/i;
const PLACES = /^(data|dataset|datasets|corpus|corpora|images|audio|labels)$/i;
const ASIDE =
  /^(tests|__tests__|configs?|conf|specs?|docs?|results?|outputs?|logs?|reports?|runs|predictions?|figures|plots|screenshots|assets|examples|node_modules|\..+)$/i;
const NO_DATA =
  /(^|[_.-])(config|package|tsconfig|requirements|params|settings|readme|licen[cs]e|tokenizer|vocab|schema|lock|metrics?|results?|reports?|summary|logs?|history|predictions?|submission|leaderboard)([_.-]|$)/i;

const SPLITS: ReadonlyArray<readonly [DataSplit, RegExp]> = [
  ['test', /^(tests?|testing|testset|eval|evaluation|heldout|holdout)$/i],
  ['validation', /^(val|valid|validation|dev|devel)$/i],
  ['train', /^(train|trains|training|trainset|trn)$/i],
];

/** @param path from the root, with forward slashes */
export function isDataFile(path: string): boolean {
  const folders = path.split('/');
  const name = (folders.pop() ?? '').replace(PACKED, '');
  if (folders.some((folder) => ASIDE.test(folder)) || NO_DATA.test(name)) return false;
  if (DATA.test(name) || UBYTE.test(name)) return true;
  // A file named like a data folder is a submodule, or a link to the data.
  if (PLACES.test(name)) return true;
  return ANY.test(name) && (splitOf(path) !== null || folders.some((folder) => PLACES.test(folder)));
}

const AMOUNT =
  /^(n|num|max|total)?_?(train(ing)?|test|eval|val(id(ation)?)?|data(set)?|sample|subset)_?(size|rows|examples|samples|docs|images|fraction|frac|percent|ratio|limit|split)$|^(n|num)_?(train|test|val)$|^(n|num|max|total)_(samples|examples|rows|documents|docs|images|instances|records|points)$|^(limit|subset|num_data)$/i;

/** Matches `n_train`, `test_size`, `max-samples`. */
export function isDataAmount(name: string): boolean {
  return AMOUNT.test(name.replaceAll('-', '_').replaceAll(/([a-z])([A-Z])/g, '$1_$2'));
}

const SPLIT_CHOICE =
  /^(train_test_)?(split|data|dataset|fold|partition|cv|subset)_?(seed|random_state|state|rng)$|^(seed|random_state)_(for_|of_)?(the_)?(split|data|fold|partition|cv|subset)$|^(split|fold|partition)(_?(id|index|idx|no|nr|number))?$/i;

/** Matches `split_seed`, `data-seed`, `fold`: numbers that choose which examples are trained on and tested. */
export function isSplitChoice(name: string): boolean {
  return SPLIT_CHOICE.test(name.replaceAll('-', '_').replaceAll(/([a-z])([A-Z])/g, '$1_$2'));
}

/** The last split word in a path decides: `test/train.csv` is training data. */
export function splitOf(path: string): DataSplit | null {
  for (const part of path.split('/').reverse()) {
    const words = part.split(/[^\p{L}]+/u);
    for (const [split, pattern] of SPLITS) if (words.some((word) => pattern.test(word))) return split;
  }
  return null;
}
