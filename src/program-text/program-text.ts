/** What a program's text says of its inputs and its output. */

export interface Option {
  /** null: it is known by its position. */
  readonly flag: string | null;
  /** In lower case, with `_`. */
  readonly name: string;
  /** Its default, with `*` for what only a run decides. */
  readonly value: string | null;
  /** Whether the program refuses to start without it. */
  readonly isNeeded: boolean;
  /** The subcommand that takes it; null: all do. */
  readonly command: string | null;
}

export interface ProgramText {
  readonly options: readonly Option[];
  readonly commands: readonly string[];
  readonly positions: ReadonlyArray<{ readonly position: number; readonly name: string }>;
  readonly variables: ReadonlyMap<string, string | null>;
  /** Keys that it takes from CONCLUSIVE_PARAMS. */
  readonly params: readonly string[];
  /** Names under which it may write or log a value: `test.accuracy`. */
  readonly keys: readonly string[];
  /** Lines that it prints, with `VALUE` for each value. */
  readonly printed: readonly string[];
  /** @param told options that get a value @returns files and folders, with `*` for what only a run decides */
  written(told: readonly string[]): string[];
}

/** Stands for a value in a printed line. */
export const VALUE = '\uE000';
/** Behind a value that is a share times 100. */
export const TIMES_100 = '\uE001';

/** A path part that only a run decides. */
export const UNKNOWN = '*';

/** Files that hold results; most other texts do not. */
export const RESULT =
  /\.(?:jsonl?|ndjson|csv|tsv)$|(?:result|metric|score|eval|accurac|perf|summary)[\w-]*\.txt$/;

export const EMPTY: ProgramText = {
  options: [],
  commands: [],
  positions: [],
  variables: new Map(),
  params: [],
  keys: [],
  printed: [],
  written: () => [],
};

/** Only Conclusive sets these variables, and a run has a fixed PYTHONHASHSEED. */
export function isOwnVariable(name: string): boolean {
  return name.startsWith('CONCLUSIVE_') || name === 'PYTHONHASHSEED';
}

/** @returns columns of a table's head such as `epoch,accuracy` */
export function columnsOf(text: string): string[] {
  return /^\s*[A-Za-z_]\w*(?:,[ \t]*[A-Za-z_]\w*)+\s*$/.test(text) ? text.trim().split(/,[ \t]*/) : [];
}

/** @returns paths below the folder that the program starts in */
export function pathsInside(paths: readonly string[]): string[] {
  return [...new Set(paths)].filter((path) => path !== '' && !/^(?:[\\/~]|\.\.)|:/.test(path));
}
