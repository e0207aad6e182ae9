/** What of a program may be given a value of ours: to be compared, or as it ends without. */
import type { Option } from './read-arguments.ts';

export interface Param {
  readonly name: string;
  readonly value: number | string;
  /** Another value that it knows, or twice the number; null: there is none to be compared. */
  readonly other: number | string | null;
  /** Whether the program ends without it. */
  readonly isNeeded: boolean;
  /** Whether nothing tells its value. */
  readonly isGuess: boolean;
  /** The option, or the variable of the environment with `=`, that it would be given by; null: the command has it. */
  readonly by: string | null;
}

/** What is known of a repository's files. */
export interface Known {
  /** Whether git, or the folder outside of git, has a file or a folder. */
  has(path: string): boolean;
  readonly files: readonly string[];
  /** Lines of the README and of scripts that start the program. */
  readonly usage: string;
}

/** What is worth trying twice of, before all else. */
const INTERESTING =
  /hidden|units|width|dim|layers|depth|learning_rate|^lr$|estimators|epochs|rounds|batch|dropout|alpha|^c$/;
const TYPICAL: ReadonlyArray<readonly [RegExp, number]> = [
  [/hidden|units|width|dim|filters|channels/, 32],
  [/layers/, 1],
  [/depth/, 3],
  [/heads/, 2],
  [/epochs|steps|rounds|iter/, 5],
  [/batch/, 32],
  [/estimators|trees/, 50],
  [/dropout|rate$/, 0.1],
  [/^lr$|learning_rate/, 0.001],
];
const VARIANTS = /model|arch|optim|activation|loss|kernel|encoder|backbone|criterion|method|algo|solver/;

/** The likeliest to be compared first: lower. */
export function interestOf({ name, value, isGuess }: Param): number {
  return (
    (INTERESTING.test(name.toLowerCase()) ? 0 : 2) + (typeof value === 'number' ? 0 : 1) + (isGuess ? 4 : 0)
  );
}

/** How and where it is run: no other model comes of it. */
const NO_MODEL =
  /(?:local|node|global)_rank|world_size|num_nodes|nnodes|gpus?(?:_|$)|^devices?$|port$|workers|jobs|threads|interval|freq|every|verbos|debug|fold|seed/;

/** A number, or a word that says how a model is made: another task or data set is no other model. */
export function isComparable({ name, value, other }: Param): boolean {
  if (other === null || NO_MODEL.test(name)) return false;
  return typeof value === 'number' || VARIANTS.test(name) || value === 'default';
}

/** @returns null where it is of no interest */
export function paramOf(
  { flag, name, value, isNeeded, isNumber, choices }: Option,
  known: Known,
): Param | null {
  const number = value === null || value === '' ? Number.NaN : Number(value);
  const stated = { name, isNeeded, isGuess: false, by: null };
  if (Number.isFinite(number)) return { ...stated, value: number, other: twice(number) };
  // What the README gives, and is there, is needed as often as not.
  const used = usedIn(known.usage, flag);
  if (!isNeeded && (value !== null || used === null || !known.has(used))) return null;
  const [first, second = null] = choices;
  if (first !== undefined) return { ...stated, value: first, other: second };
  const path = used ?? placeOf(name, known);
  if (path !== null) return { ...stated, isNeeded: true, value: path, other: null };
  const typical = typicalOf(name);
  if (isNumber || typical !== null)
    return { ...stated, value: typical ?? 1, other: twice(typical ?? 1), isGuess: true };
  return { ...stated, value: `VALUE-OF-${name}`, other: null, isGuess: true };
}

function usedIn(usage: string, flag: string | null): string | null {
  if (flag === null) return null;
  const value = String.raw`([^\s$<>{}()\\'"\`\[\]-][^\s$<>{}()\\'"\`\[\]]*)`;
  return new RegExp(`${flag}[ =]+${value}`).exec(usage)?.[1] ?? null;
}

/** What a file or folder of the repository is called that a needed argument may name: `data_dir`, `config`, `train_file`. */
function placeOf(name: string, { files }: Known): string | null {
  const [word = ''] = name
    .split('_')
    .filter((part) => !/^(?:path|file|dir|folder|root|input|csv)$/.test(part));
  const fitting = (pattern: RegExp) => files.filter((file) => pattern.test(file));
  if (/config|cfg/.test(name))
    return only(fitting(/(?:^|\/)(?:(?:conf(?:igs?)?|cfgs?)\/[^/]*|config[\w-]*)\.(?:ya?ml|json|toml|py)$/i));
  if (/dir|folder|root/.test(name) && /data/.test(name))
    return only([
      ...new Set(fitting(/^(?:data|datasets?|corpus)\//i).map((file) => file.split('/')[0] ?? '')),
    ]);
  if (/^(?:train|test|val|valid|dev)/.test(word))
    return only(
      fitting(new RegExp(String.raw`(?:^|[/_-])${word}\w*\.(?:csv|tsv|jsonl?|txt|parquet|npz)$`, 'i')),
    );
  if (/data|input|csv|src|source/.test(name)) return only(fitting(/\.(?:csv|tsv|jsonl|parquet|npz|arff)$/i));
  return null;
}

function only(paths: readonly string[]): string | null {
  return paths.length === 1 ? (paths[0] ?? null) : null;
}

/** Keys that a program takes from CONCLUSIVE_PARAMS, with the values that it knows of them. */
export function ownParams(text: string): Param[] {
  if (!/CONCLUSIVE_PARAMS/.test(text)) return [];
  const keys = [...text.matchAll(/\bparams(?:\[["'](\w+)["']\]|\.(?!get\b|items\b|keys\b)(\w+))/g)];
  return [...new Set(keys.map(([, index, member]) => index ?? member ?? ''))].map((name) => {
    const words = [...text.matchAll(new RegExp(`${name}["']?\\]?\\s*={2,3}\\s*["']([\\w-]+)["']`, 'g'))];
    const [first] = words.map(([, word = '']) => word);
    const typical = typicalOf(name) ?? 1;
    const known = { name, isNeeded: true, isGuess: false, by: null };
    return first === undefined
      ? { ...known, value: typical, other: twice(typical) }
      : { ...known, value: 'default', other: first };
  });
}

function typicalOf(name: string): number | null {
  return TYPICAL.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

export function twice(value: number): number {
  return value === 0 ? 1 : Number((2 * value).toPrecision(6));
}
