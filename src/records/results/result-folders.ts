/** Finds the results of published work, one file a run: the folders of its path give model, task and seed. */
import { lstatSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { listFolder } from '../../files/open-file.ts';
import { groupBy } from '../../stats/group-by.ts';
import { enumerate } from '../../words/list.ts';
import { show } from '../readers/unreadable-run-error.ts';
import { RECORD_FILE } from '../store/store.ts';
import type { MissingOptions } from './missing-options.ts';
import type { NamedFile } from './result-files.ts';
import { splitRunNames } from './tables/run-names.ts';
import { showFirst } from './tables/table.ts';

/** A file with what its path says of the run. */
export interface PlacedFile extends NamedFile {
  /** False for a folder of a run that lacks the file: the run has failed. */
  readonly hasResult: boolean;
  readonly identity: ReadonlyArray<readonly [column: string, value: string]>;
}

interface FoundFile extends NamedFile {
  readonly hasResult: boolean;
}

const RESULT = /\.(json|jsonl|ndjson|csv|tsv)$/i;
/** Files beside a result that hold none. */
const NO_RESULT =
  /^(\.|(.*[_-])?(config|configuration|args|arguments|params|hparams|hyperparameters|settings|options|metadata|requirements|readme|license|package)\.)/i;
/** File names that count runs: `0.json`, `seed_3.json`. */
const COUNTED = /^(seed|run|fold|trial|rep|s)?[-_=]?\d+$/i;
const MAX_FILES = 50_000;
const MAX_DEPTH = 8;
const MAX_SHOWN = 3;

/**
 * @param levels of `--folders`, such as `model/task/seed`; undefined without it
 * @param missing asked for the levels that do not name themselves
 * @returns null without folders in folders and without the option
 */
export function findResults(
  named: readonly NamedFile[],
  levels: string | undefined,
  missing: MissingOptions,
): readonly PlacedFile[] | null {
  if (levels === undefined && !named.some(isNested)) return null;
  const files = named.flatMap((one) =>
    isFolder(one) ? filesOfFolder(one, levels) : [{ ...one, hasResult: true }],
  );
  const stems = files.map(({ file }) => stemOf(file));
  const isStemLevel = new Set(stems).size > 1;
  const paths = files.map(({ file }, at) => {
    const parts = partsOf(file).slice(0, -1);
    return isStemLevel ? [...parts, stems[at] as string] : parts;
  });
  const columns = levels === undefined ? namesOfLevels(paths, missing) : statedLevels(paths, levels);
  return files.map((one, at) => ({
    ...one,
    identity: columns.flatMap((column) => column.read(paths[at]?.at(column.at) ?? '')),
  }));
}

function isFolder({ path }: NamedFile): boolean {
  return lstatSync(path).isDirectory();
}

/** A folder with folders; records of runs have their own layout. */
function isNested(named: NamedFile): boolean {
  if (!isFolder(named)) return false;
  const entries = listFolder(named.path);
  const isOfRuns = entries.some(({ name }) => name === 'runs' || RECORD_FILE.test(name));
  return !isOfRuns && entries.some((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
}

/** The one file of each folder that may be a result, or the files that count runs or are the last stated level. */
function filesOfFolder({ file, path }: NamedFile, levels: string | undefined): readonly FoundFile[] {
  const found: NamedFile[] = [];
  const leaves: NamedFile[] = [];
  walk({ file, path }, found, leaves);
  const deepest = depthOf(file) + (levels?.split('/').length ?? 0);
  const areLevel = levels !== undefined && found.every((one) => depthOf(one.file) === deepest);
  const areCounted = found.every((one) => COUNTED.test(stemOf(one.file)));
  if (found.length > 0 && (areLevel || areCounted)) return found.map(withResult);
  const byName = groupBy(found, ({ file: own }) => basename(own));
  const [first, ...others] = [...byName].sort(([, a], [, b]) => b.length - a.length);
  if (first === undefined)
    throw new UserError(
      `${file}: holds no run records (<fingerprint>.json) and no other results (JSON, CSV); name result files one by one`,
    );
  const [name, results] = first;
  const depth = depthOf(results[0].file);
  if (others.length > 0) {
    const names = [name, ...others.map(([other]) => other)].slice(0, MAX_SHOWN);
    const stars = Array.from({ length: Math.max(0, depth - depthOf(file) - 1) }, () => '*');
    if (results.length === 1 && depth > depthOf(file) + 1)
      throw new UserError(
        `${file}: its folders hold several files with different names: ${enumerate(names)}. If each folder is a model and each file a run, ` +
          `name the folders: ${join(file, ...stars)} --seed-column file`,
      );
    throw new UserError(
      `${file}: its folders hold several files that may be results: ${enumerate(names)}; name those that count, such as ` +
        `${join(file, ...stars, name)} with --folders model/seed`,
    );
  }
  const known = new Set(results.map((one) => dirname(one.path)));
  const lacking = leaves.filter((leaf) => depthOf(leaf.file) === depth - 1 && !known.has(leaf.path));
  return [
    ...results.map(withResult),
    ...lacking.map((leaf) => ({ file: join(leaf.file, name), path: leaf.path, hasResult: false })),
  ];
}

function withResult(one: NamedFile): FoundFile {
  return { ...one, hasResult: true };
}

function stemOf(file: string): string {
  return basename(file, extname(file));
}

function partsOf(file: string): readonly string[] {
  return file.split(/[\\/]/);
}

function depthOf(file: string): number {
  return partsOf(join(file)).length;
}

/**
 * Links are not followed, since one may lead anywhere.
 *
 * @param leaves takes the folders without folders
 */
function walk({ file, path }: NamedFile, found: NamedFile[], leaves: NamedFile[], depth = 0): void {
  const entries = listFolder(path).sort((a, b) => (a.name < b.name ? -1 : 1));
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  if (folders.length === 0) leaves.push({ file, path });
  for (const { name } of folders)
    if (depth < MAX_DEPTH) walk({ file: join(file, name), path: join(path, name) }, found, leaves, depth + 1);
  for (const entry of entries)
    if (entry.isFile() && RESULT.test(entry.name) && !NO_RESULT.test(entry.name))
      found.push({ file: join(file, entry.name), path: join(path, entry.name) });
  if (found.length + leaves.length > MAX_FILES)
    throw new UserError(`${file}: more than ${MAX_FILES} files; compare fewer at a time`);
}

/** A level of a path, counted from its end, and the columns that a part of it gives. */
interface Level {
  readonly at: number;
  readonly read: (part: string) => ReadonlyArray<readonly [column: string, value: string]>;
}

type Paths = ReadonlyArray<readonly string[]>;

/** `model/task/seed` names the last folders of each path; `-` stands for one that does not differ. */
function statedLevels(paths: Paths, levels: string): readonly Level[] {
  const names = levels.split('/').map((name) => name.trim());
  const repeated = names.find((name, at) => name !== '-' && names.indexOf(name) !== at);
  if (names.includes('') || repeated !== undefined)
    throw new UserError(`--folders: must name each level once, such as model/task/seed, got ${show(levels)}`);
  const short = paths.find((path) => path.length < names.length);
  if (short !== undefined)
    throw new UserError(
      `--folders: ${levels} names ${names.length} levels, but ${short.join('/')} has ${short.length}`,
    );
  const differing = differingLevels(paths);
  const unnamed = differing.find((at) => at < -names.length);
  if (unnamed !== undefined)
    throw new UserError(
      `--folders: ${levels} does not say what ${valuesAt(paths, unnamed)} are; name every level that differs`,
    );
  return names.flatMap((name, index) => {
    const at = index - names.length;
    if (name === '-') {
      if (differing.includes(at))
        throw new UserError(`--folders: "-" stands for ${valuesAt(paths, at)}, which differ`);
      return [];
    }
    const values = paths.map((path) => path.at(at) ?? '');
    const prefixes = new Set(values.map((value) => /^(\D*)\d+$/.exec(value)?.[1]));
    const isNumbered = name === 'seed' && prefixes.size === 1 && !prefixes.has(undefined);
    if (name === 'seed' && values.some((value) => /^(cv_?)?fold/i.test(value)))
      throw new UserError(
        `--folders: ${valuesAt(paths, at)} are folds, whose results are not independent runs; call the level fold`,
      );
    const read = (part: string) => [[name, isNumbered ? part.replace(/^\D*/, '') : part] as const];
    return [{ at, read }];
  });
}

/** Levels that differ between paths of one depth, counted from the end. */
function differingLevels(paths: Paths): readonly number[] {
  const lengths = new Set(paths.map(({ length }) => length));
  const [length = 0, other] = [...lengths];
  if (other !== undefined) {
    const odd = paths.find((path) => path.length !== length) ?? [];
    throw new UserError(
      `${paths[0]?.join('/')} and ${odd.join('/')} hold results at different depths; name the files that count, with --folders model/seed`,
    );
  }
  return Array.from({ length }, (_, index) => index - length).filter((at) =>
    paths.some((path) => path.at(at) !== paths[0]?.at(at)),
  );
}

function valuesAt(paths: Paths, at: number): string {
  return showFirst([...new Set(paths.map((path) => path.at(at) ?? ''))]);
}

const PAIRS = /^[A-Za-z][\w.-]*=[^,=]+(,[A-Za-z][\w.-]*=[^,=]+)*$/;
const COUNT = /^(seed|run|fold|trial|task)[-_]?(\d+)$/i;

/** Levels such as `seed_3` and `model=small,lr=0.1` name themselves; others are asked for. */
function namesOfLevels(paths: Paths, missing: MissingOptions): readonly Level[] {
  const differing = differingLevels(paths);
  const levels = differing.map((at) => {
    const values = paths.map((path) => path.at(at) ?? '');
    if (values.every((value) => PAIRS.test(value))) return { at, read: pairsOf };
    const runs = splitRunNames(values);
    if (runs !== null) {
      const byName = new Map(values.map((value, index) => [value, runs[index]]));
      const readRun = (part: string) =>
        Object.entries(byName.get(part) ?? {}) as Array<[column: string, value: string]>;
      return { at, read: readRun };
    }
    const words = new Set(values.map((value) => COUNT.exec(value)?.[1]?.toLowerCase()));
    const [word] = words;
    const read = (part: string) => [[word as string, part.replace(/^\D+/, '')] as const];
    return words.size === 1 && word !== undefined ? { at, read } : { at, read: null };
  });
  if (levels.every((level): level is Level => level.read !== null)) return levels;
  const [first = -1] = differing;
  const guess = guessLevels(
    paths,
    differing,
    Array.from({ length: -first }, (_, index) => index + first),
  );
  const shown = differing.map((at) => valuesAt(paths, at)).join(' / ');
  missing.ask('--folders', `what the folders are: ${shown}`, guess);
  return statedLevels(paths, guess);
}

function pairsOf(part: string): ReadonlyArray<readonly [string, string]> {
  return part.split(',').map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
}

function guessLevels(paths: Paths, differing: readonly number[], levels: readonly number[]): string {
  const texts = ['model', 'task'];
  let others = 0;
  const isNumber = (at: number) => paths.every((path) => /^\D{0,6}\d+$/.test(path.at(at) ?? ''));
  const seedAt = differing.findLast(isNumber);
  return levels
    .map((at) => {
      if (!differing.includes(at)) return '-';
      if (at === seedAt) return 'seed';
      others += 1;
      return texts[others - 1] ?? `level_${others}`;
    })
    .join('/');
}
