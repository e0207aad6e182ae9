/** Finds the program of a repository that trains a model. Nothing is run. */
import { posix } from 'node:path';
import { isModulePath } from '../../config/schema/rules.ts';
import type { Sources } from '../../program-text/list-sources.ts';
import { findOwnModules } from '../../program-text/own-modules.ts';
import { EMPTY, type ProgramText } from '../../program-text/program-text.ts';
import { filesOf } from '../../program-text/programs.ts';
import { readPython } from '../../program-text/python.ts';
import { isStarted } from '../../program-text/python-tree.ts';
import { readShell } from '../../program-text/shell.ts';
import { isObject, tryParseJson } from '../../records/json.ts';
import { tryParseYaml } from '../../records/yaml.ts';
import { shellCommand } from '../../words/shell.ts';

export interface Program {
  /** The start of its command, such as `python train.py`; the path of a model module. */
  readonly command: string;
  readonly isModule: boolean;
  /** null: the command names no file of the repository. */
  readonly file: string | null;
  /** With the modules of the repository that it imports. */
  readonly text: string;
  readonly says: ProgramText;
  /** Result files that a stage of DVC declares. */
  readonly outputs: readonly string[];
  /** Where it was found, for the user. */
  readonly reason: string;
}

/** Likeliest first. */
const NAMES = [
  /^train(?:ing)?$/i,
  /^(?:train|run_train|fit)[\w-]*$|[\w-]*_train$/i,
  /^(?:main|run|experiment)[\w-]*$/i,
];
const NOT_TRAINING = /(?:^|\/)(?:tests?|docs?)\/|(?:^|\/)(?:test_|setup\.|conftest)|_test\./;
const LAUNCHERS: Readonly<Record<string, string>> = {
  '.sh': 'sh',
  '.cjs': 'node',
  '.mjs': 'node',
  '.js': 'node',
  '.R': 'Rscript',
  '.jl': 'julia',
};
/** What docs/reference/model-module.md asks for: `export default { data, model }` or `{ train }`. */
const MODULE =
  /\bexport\s+default\s*\{(?=[^}]*\b(?:data\b[^}]*\bmodel|model\b[^}]*\bdata|train)\b)|:\s*ModelModule\b|\bsatisfies\s+ModelModule\b/;
/** A parameter, and what makes it optional: `params.rate ?? 1`, `params.network === 'conv'`. */
const PARAM = /\bparams\.(\w+)\b\s*(\?\?|\|\||[!=]==|)/g;
/** `fit` has defaults for them. */
const OF_FIT: ReadonlySet<string> = new Set(['epochs', 'batch_size']);
/** Such a line makes a program and trains nothing. */
const COMPILES =
  /^(?:\$\((?:CC|CXX|NVCC)\)|(?:[\w/.-]*-)?(?:gcc|g\+\+|cc|c\+\+|clang(?:\+\+)?|nvcc|gfortran|rustc|javac|cmake|mvn|gradle)(?=\s|$)|(?:go|cargo) (?:build|install)\b)/;
/** No shell is started for a command. */
const NEEDS_SHELL = /[$|&;<>`]/;
const MAX_READ = 200;
const MAX_CHOICES = 9;

/** @param python how the repository's Python is started @returns the likeliest first */
export async function findPrograms(sources: Sources, python: string): Promise<Program[]> {
  const found = [
    ...(await findModules(sources)),
    ...(await fromDvc(sources)),
    ...(await fromMakefile(sources)),
    ...(await fromPackage(sources)),
  ];
  for (const file of (await findScripts(sources)).slice(0, MAX_CHOICES))
    found.push(await scriptOf(file, sources, python));
  return found;
}

async function findModules({ files, text }: Sources): Promise<Program[]> {
  const candidates = files.filter(
    (file) => isModulePath(file) && !/\.d\.m?ts$/.test(file) && !NOT_TRAINING.test(file),
  );
  const found: Program[] = [];
  for (const file of candidates.slice(0, MAX_READ)) {
    const content = await text(file);
    if (!MODULE.test(content)) continue;
    const code = content.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    const used = [...code.matchAll(PARAM)].map(([, name = '', after]) => ({
      name,
      isOptional: after !== '',
    }));
    const optional = new Set(used.filter((one) => one.isOptional).map(({ name }) => name));
    const params = [...new Set(used.map(({ name }) => name))].filter(
      (name) => !optional.has(name) && !OF_FIT.has(name),
    );
    const keys = /crossentropy/i.test(code) ? ['accuracy'] : /meanSquared/.test(code) ? ['rmse'] : [];
    const says = { ...EMPTY, params, keys };
    found.push({ command: file, isModule: true, file, text: content, says, outputs: [], reason: file });
  }
  return found;
}

/** Variables go before what the command sets already. */
export function withVariables(set: readonly string[], command: string): string {
  return set.length === 0 ? command : `env ${set.join(' ')} ${command.replace(/^env /, '')}`;
}

async function findScripts({ files, text }: Sources): Promise<string[]> {
  // The template of a command would read braces as a placeholder.
  const candidates = files
    .filter((file) => launcherOf(file, '') !== null && !NOT_TRAINING.test(file) && !/[{}]/.test(file))
    .slice(0, MAX_READ);
  const found: Array<{ readonly file: string; readonly rank: number }> = [];
  for (const file of candidates) {
    const name = posix.basename(file, posix.extname(file));
    const named = NAMES.findIndex((pattern) => pattern.test(name));
    const isPython = file.endsWith('.py');
    if (named < 0 && !isPython) continue;
    const content = await text(file);
    const rank = named >= 0 ? named : /\.fit\(|\.backward\(/.test(content) ? NAMES.length : -1;
    if (rank >= 0 && (!isPython || isStarted(content)))
      found.push({ file, rank: rank + file.split('/').length / 2 });
  }
  return found.sort((a, b) => a.rank - b.rank).map(({ file }) => file);
}

function launcherOf(file: string, python: string): string | null {
  return file.endsWith('.py') ? python : (LAUNCHERS[posix.extname(file)] ?? null);
}

async function scriptOf(file: string, sources: Sources, python: string): Promise<Program> {
  const { text, says, paths, module } = await read(file, sources);
  const shell = /^#!.*\b(bash|zsh|ksh)\b/.exec(text)?.[1];
  const start = file.endsWith('.sh') && shell !== undefined ? shell : launcherOf(file, python);
  const set = paths.length === 0 ? [] : [`PYTHONPATH=${paths.map((path) => shellCommand([path])).join(':')}`];
  const target = module === null ? shellCommand([file]) : `-m ${module}`;
  const subcommand = subcommandOf(says);
  const command = withVariables(set, `${start} ${target}${subcommand === null ? '' : ` ${subcommand}`}`);
  const known = { isModule: false, file, text, outputs: [], reason: file };
  return { ...known, command, says: ofSubcommand(says, subcommand) };
}

async function read(file: string, sources: Sources) {
  if (file.endsWith('.py')) {
    const { texts, paths, module } = await findOwnModules(sources, file);
    const text = texts.join('\n');
    return { text, says: readPython(text), paths, module };
  }
  const text = await sources.text(file);
  return { text, says: file.endsWith('.sh') ? readShell(text) : EMPTY, paths: [], module: null };
}

/** null: it has none, or its names do not say which one trains. */
function subcommandOf({ commands }: ProgramText): string | null {
  const found = commands.length === 1 ? commands[0] : commands.find((name) => /^(?:train|fit)/.test(name));
  return found ?? null;
}

function ofSubcommand(says: ProgramText, subcommand: string | null): ProgramText {
  return {
    ...says,
    commands: subcommand === null ? says.commands : [],
    options: says.options.filter(({ command }) => command === null || command === subcommand),
  };
}

/** The stage that trains, with the metrics that it declares. */
async function fromDvc(sources: Sources): Promise<Program[]> {
  const stages = objectIn(tryParseYaml(await sources.text('dvc.yaml')), 'stages');
  const name = Object.keys(stages).find((one) => one.startsWith('train')) ?? '';
  const { cmd: stated, metrics } = objectIn(stages, name);
  const last = Array.isArray(stated) ? stated.at(-1) : stated;
  if (typeof last !== 'string') return [];
  const values = tryParseYaml(await sources.text('params.yaml'));
  const cmd = last.replaceAll(/\$\{([\w.]+)\}/g, (whole, key: string) =>
    /seed$/i.test(key) ? '{seed}' : String(valueAt(values, key) ?? whole),
  );
  if (NEEDS_SHELL.test(cmd)) return [];
  // A file with options is an object with one key.
  const outputs = (Array.isArray(metrics) ? metrics : []).flatMap((metric) =>
    isObject(metric) ? Object.keys(metric) : String(metric),
  );
  return [await declared(cmd, `the stage ${name} of dvc.yaml`, sources, outputs.filter(isInside))];
}

/** The target `train`: `make` with its variable for the seed, else the command that it runs. */
async function fromMakefile(sources: Sources): Promise<Program[]> {
  const text = await sources.text('Makefile');
  const recipe = /^train[ \t]*:(?![=:])[^\n]*\n((?:\t.*\n?)+)/m.exec(text)?.[1] ?? '';
  const values = new Map(
    [...text.matchAll(/^([A-Za-z_]\w*)[ \t]*[:?]?=[ \t]*(.*?)[ \t]*(?:#.*)?$/gm)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
  const lines = recipe
    .split('\n')
    .map((line) => line.trim().replace(/^[@-]+/, ''))
    .filter((line) => line !== '' && !/^(?:mkdir|echo)\b/.test(line))
    .map((line) => line.replaceAll(/\$[({](\w+)[)}]/g, (whole, name: string) => values.get(name) ?? whole));
  const [line] = lines;
  if (line === undefined || lines.every((one) => COMPILES.test(one))) return [];
  const reason = 'the target train of the Makefile';
  const used = [...new Set([...recipe.matchAll(/\$[({](\w+)[)}]/g)].map(([, name = '']) => name))];
  const own = await declared(line, reason, sources);
  if (!used.some((name) => /seed/i.test(name)) && lines.length === 1 && !NEEDS_SHELL.test(line)) return [own];
  const variables = new Map(used.map((name) => [name, values.get(name) ?? null]));
  // Make passes its variables on, and prints what the programs of a pipeline print.
  const { printed, keys, variables: ofProgram } = own.says;
  const says = { ...EMPTY, printed, keys, variables: new Map([...ofProgram, ...variables]) };
  return [{ ...own, command: 'make -s train', file: 'Makefile', says }];
}

async function fromPackage(sources: Sources): Promise<Program[]> {
  const { train } = objectIn(tryParseJson(await sources.text('package.json')), 'scripts');
  if (typeof train !== 'string' || NEEDS_SHELL.test(train)) return [];
  return [await declared(train, 'the script train of package.json', sources)];
}

async function declared(
  command: string,
  reason: string,
  sources: Sources,
  outputs: readonly string[] = [],
): Promise<Program> {
  const words = command.split(/\s+/);
  const file = filesOf(words).find((path) => sources.files.includes(path)) ?? null;
  const { text, says } = file === null ? { text: '', says: EMPTY } : await read(file, sources);
  const subcommand = says.commands.find((name) => words.includes(name)) ?? null;
  return { command, isModule: false, file, text, says: ofSubcommand(says, subcommand), outputs, reason };
}

function objectIn(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : {};
}

function valueAt(values: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((value, part) => (isObject(value) ? value[part] : undefined), values);
}

/** The path may be a stranger's. */
function isInside(path: string): boolean {
  return !posix.isAbsolute(path) && !/^\.\.(?:\/|$)/.test(posix.normalize(path));
}
