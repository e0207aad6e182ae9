/** Where a program writes by itself: paths in its text, followed through the names that they are put together from. Nothing is run. */
import { posix } from 'node:path';
import { isObject } from '../../records/json.ts';
import { argumentsAt, splitOutside } from './call-text.ts';

/** What the text does not tell: an argument, the time. */
const UNKNOWN = '*';
const MAX_DEPTH = 5;
/** Many programs write a text that is no result. */
const RESULT = /\.(?:jsonl?|ndjson|csv|tsv)$|(?:result|metric|score|eval|accurac|perf|summary)[\w-]*\.txt$/;
/** Calls whose first argument is written to. */
const WRITERS =
  /(?:\.to_csv|\.to_json|\.write_csv|savetxt|writeFile(?:Sync)?|appendFile(?:Sync)?|createWriteStream|\bCSVLogger|\bTensorBoardLogger|\bSummaryWriter)\(/g;
const FOLDERS = /\b(?:CSVLogger|TensorBoardLogger|SummaryWriter)\($/;
/** Where trackers write when they are not told. */
const TRACKERS: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bwandb\.init\(/, 'wandb'],
  [/\bmlflow\.(?:start_run|log_metrics?)\(/, 'mlruns'],
  [/\bSummaryWriter\(\s*\)/, 'runs'],
  [/\bdvclive\b|\bLive\(\s*\)/, 'dvclive'],
  [/\b(?:pl|L|lightning|pytorch_lightning)\.Trainer\(/, 'lightning_logs'],
];

interface KnownValues {
  /** Options that get another value than their default. */
  readonly told?: readonly string[];
  /** What a file of settings has, which the program reads. */
  readonly settings?: unknown;
}

/**
 * @returns files and folders from where the program is started, with `*` for what only a run decides
 */
export function writtenPaths(text: string, known: KnownValues = {}): string[] {
  const isShell = !/^\s*(?:import|from|const|let|def)\b/m.test(text);
  const found = isShell ? writtenByShell(text) : writtenByCode(text, known);
  return [...new Set(found)].filter((path) => path !== '' && !/^(?:[\\/~]|\.\.)|:/.test(path));
}

/** What has to be taken when a run ends: the file, or the folder from which on a run alone decides. */
export function outputOf(path: string): string | null {
  const known = path.split('/');
  const at = known.findIndex((part) => part.includes(UNKNOWN));
  const output = at < 0 ? path : known.slice(0, at).join('/');
  return output === '' || output === '.' ? null : posix.normalize(output).replace(/\/$/, '');
}

/** @returns the name of a file that each run calls otherwise, where there is no other file */
export function unnamedFile(paths: readonly string[]): string | null {
  const names = paths.map((path) => path.split('/').at(-1) ?? '').filter((name) => name !== '*');
  return names.length > 0 && names.every((name) => name.includes('*')) ? (names[0] ?? null) : null;
}

function writtenByCode(text: string, { told = [], settings }: KnownValues): string[] {
  const names = assignedNames(text, told);
  for (const [key, value] of leavesOf(settings, ''))
    names.set(`settings.${key}`, `=${JSON.stringify(value)}`);
  const value = (expression: string) => evaluate(expression, names, 0);
  const found: string[] = [];
  for (const { index, 0: call } of text.matchAll(/(?<![\w.])(?:fs\.)?open\(/g)) {
    const [path = '', mode = ''] = argumentsAt(text, index + call.length);
    if (/["'][rbt]*[wax]/.test(mode)) found.push(value(path));
  }
  // (out / "log.csv").open("w"), path.write_text(…)
  for (const [, path = ''] of text.matchAll(
    /((?:\b\w[\w.]*|\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|Path\([^()\n]*\)))\.(?:write_text\(|open\(\s*(?:mode\s*=\s*)?["'][wax])/g,
  ))
    found.push(value(path));
  for (const { index, 0: call } of text.matchAll(WRITERS)) {
    const [path = ''] = argumentsAt(text, index + call.length);
    if (path === '') continue;
    const at = value(path);
    // Lightning's and TensorBoard's make a folder, Keras's a file.
    found.push(FOLDERS.test(call) && !/\.\w+$/.test(at) ? `${at}/${UNKNOWN}` : at);
  }
  const files = found.filter((path) => RESULT.test(path) || /\/\*$|\.log$/.test(path));
  const trackers = TRACKERS.filter(([pattern]) => pattern.test(text)).map(
    ([, folder]) => `${folder}/${UNKNOWN}`,
  );
  const hasLogger = files.some((path) => path.endsWith(`/${UNKNOWN}`));
  return [...files, ...(hasLogger ? [] : trackers)];
}

function writtenByShell(text: string): string[] {
  const names = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(/^[ \t]*(?:export[ \t]+)?(\w+)[:?]?=[ \t]*(\S*)/gm))
    names.set(name, fill(value.replaceAll(/["']/g, ''), names));
  const targets = text.matchAll(
    /(?:(?:^|[^<>&\d])>>?|\btee(?:[ \t]+-a)?)[ \t]*("[^"\n]*"|'[^'\n]*'|[^\s;&|()<>]+)/gm,
  );
  return [...targets]
    .map(([, target = '']) => fill(target.replaceAll(/["']/g, ''), names))
    .filter((path) => RESULT.test(path));
}

/** `$OUT`, `${OUT}` and `${OUT:-results}` */
function fill(text: string, names: ReadonlyMap<string, string>): string {
  return text.replaceAll(
    /\$(?:\{(\w+)(?::?-([^}]*))?\}|(\w+)|[({][^)}]*[)}])/g,
    (_, braced?: string, usual?: string, plain?: string) =>
      names.get(braced ?? plain ?? '') ?? usual ?? UNKNOWN,
  );
}

/** Of assignments and of options, by what the text gives them. */
function assignedNames(text: string, told: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { 1: flag = '', 2: rest = '' } of text.matchAll(
    /["'`]--([\w-]+)["'`]\s*,((?:[^()]|\([^()]*\))*)\)/g,
  )) {
    const value = /\bdefault\s*=\s*(["'][^"'\n]*["'])/.exec(rest)?.[1];
    const name = flag.replaceAll('-', '_');
    if (value !== undefined && !told.includes(name)) names.set(`args.${name}`, `=${value}`);
  }
  for (const [, name = '', value = ''] of text.matchAll(
    /^[ \t]*(?:export\s+)?(?:(?:const|let|var)\s+)?([\w.]+)[ \t]*(?::[^=\n]+)?=(?!=)[ \t]*([^\n]+)$/gm,
  ))
    if (!names.has(name)) names.set(name, `=${value.replace(/\s+#.*$|;\s*$/, '')}`);
  return names;
}

/** @param names with `=` and the expression that each stands for */
function evaluate(expression: string, names: ReadonlyMap<string, string>, depth: number): string {
  const text = expression.trim().replace(/^(?:\w+)\s*=\s*(?=["'`frbPos(\w])/, '');
  if (depth > MAX_DEPTH || text === '') return UNKNOWN;
  const again = (part: string) => evaluate(part, names, depth + 1);
  for (const [sign, glue] of [
    ['/', '/'],
    ['+', ''],
  ] as const) {
    const parts = splitOutside(text, sign);
    if (parts.length > 1) return parts.map(again).join(glue).replaceAll('//', '/');
  }
  const [, prefix = '', quoted, inner = ''] =
    /^([frbu]{0,2})(["'`])(.*)\2(?:\.format\(.*\))?$/is.exec(text) ?? [];
  if (quoted !== undefined && !inner.includes(quoted)) {
    const isFormatted = /f/i.test(prefix) || quoted === '`';
    return inner
      .replaceAll(/\$?\{([^{}:!]*)[^{}]*\}/g, (_, part: string) => (isFormatted ? again(part) : UNKNOWN))
      .replaceAll(/%[-\d.]*[sdif]/g, UNKNOWN);
  }
  const [, joined] =
    /^(?:[\w.]*\bjoin|(?:pathlib\.)?(?:Pure)?Path|str|path\.resolve|os\.fspath)\((.*)\)$/s.exec(text) ?? [];
  if (joined !== undefined) {
    const parts = splitOutside(joined, ',').map(again);
    // A folder of its own: where the program's file lies, or an absolute one.
    return parts.some((part) => part.startsWith('/')) ? UNKNOWN : parts.join('/');
  }
  if (/^\(.*\)$/s.test(text)) return again(text.slice(1, -1));
  const own = names.get(text) ?? names.get(text.replace(/^(?:\w+\.)?(?=[A-Z_]+$)/, ''));
  if (own !== undefined && own.slice(1).trim() !== text) return again(own.slice(1));
  const [, path] = /^\w+((?:\.\w+|\[["']\w+["']\])+)$/.exec(text) ?? [];
  const set =
    path === undefined ? undefined : names.get(`settings${path.replaceAll(/\[["'](\w+)["']\]/g, '.$1')}`);
  return set === undefined ? UNKNOWN : again(set.slice(1));
}

/** Texts by their keys with dots. */
function leavesOf(value: unknown, path: string): Array<[string, string]> {
  if (typeof value === 'string') return [[path, value]];
  if (!isObject(value) || path.split('.').length > MAX_DEPTH) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, path === '' ? key : `${path}.${key}`),
  );
}
