/** Which program of a repository trains a model: told from names and texts alone, nothing is run. */
import { posix } from 'node:path';
import { isObject, tryParseJson } from '../../records/json.ts';
import { tryParseYaml } from '../../records/yaml.ts';
import { filesOf } from '../../train/trainers/programs.ts';

export interface Sources {
  /** Paths from the folder, with forward slashes, those near it first. */
  readonly files: readonly string[];
  /** The beginning of a file; empty where it cannot be read. */
  text(file: string): Promise<string>;
}

export interface Program {
  /** What comes before the program's own arguments, such as `python train.py`. */
  readonly command: string;
  /** The file whose text says what arguments it takes; null: nothing is known of it. */
  readonly file: string | null;
  readonly text: string;
  /** Files that a stage of DVC says it leaves. */
  readonly outputs: readonly string[];
  /** For the reader: where it was found. */
  readonly reason: string;
}

const PYTHON_CLI =
  /\b(?:argparse|ArgumentParser|click\.|typer|hydra\.main|absl|fire\.Fire|HfArgumentParser|tyro|simple_parsing|LightningCLI|sys\.argv|CONCLUSIVE_)/;
const TRAINS =
  /\.fit\(|\.backward\(|\btrain(?:er)?\b|optimi[sz]er|\bepochs?\b|CONCLUSIVE_RUN_DIR|accuracy|loss|error/i;
const NAMES: ReadonlyArray<readonly [RegExp, number]> = [
  [/^train(?:ing)?$/i, 12],
  [/^(?:train|run_train|fit)[\w-]*$|[\w-]*_train$/i, 9],
  [/^(?:main|run|experiment|app)$/i, 6],
];
const LAUNCHERS: Readonly<Record<string, string>> = {
  '.sh': 'sh',
  '.mjs': 'node',
  '.js': 'node',
  '.R': 'Rscript',
  '.jl': 'julia',
};
const MAX_READ = 200;

/**
 * @param python how the repository's Python is started
 * @returns the likeliest first
 */
export async function findPrograms(sources: Sources, python: string): Promise<Program[]> {
  const launcher = (file: string) =>
    file.endsWith('.py') ? python : (LAUNCHERS[posix.extname(file)] ?? null);
  const scripts: Array<Program & { readonly score: number }> = [];
  const candidates = sources.files.filter(
    (file) =>
      launcher(file) !== null &&
      !/(?:^|\/)(?:tests?|docs?)\/|(?:^|\/)(?:test_|setup\.|conftest)|_test\./.test(file),
  );
  for (const file of candidates.slice(0, MAX_READ)) {
    const text = await sources.text(file);
    const score = scoreOf(file, text);
    if (score <= 0) continue;
    const command = `${launcher(file)} ${quote(file)}`;
    scripts.push({ command, file, text, outputs: [], reason: file, score });
  }
  scripts.sort((a, b) => b.score - a.score);
  const declared = [
    ...(await fromDvc(sources)),
    ...(await fromMakefile(sources)),
    ...(await fromPackage(sources)),
  ];
  return [...declared, ...scripts];
}

function scoreOf(file: string, text: string): number {
  const name = posix.basename(file, posix.extname(file));
  const named = NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? 0;
  // A placeholder of the command, it would be.
  if ((named === 0 && !TRAINS.test(text)) || /[{}]/.test(file)) return 0;
  const isProgram = PYTHON_CLI.test(text) || /__main__|process\.argv|process\.env|\$[1-9{]/.test(text);
  return (
    named + (isProgram ? 4 : 0) - 2 * (file.split('/').length - 1) - (named === 0 && !isProgram ? 10 : 0)
  );
}

/** The stage that trains, with the metrics that it declares. */
async function fromDvc(sources: Sources): Promise<Program[]> {
  const stages = objectIn(tryParseYaml(await sources.text('dvc.yaml')), 'stages');
  const name = Object.keys(stages).find((one) => one.startsWith('train')) ?? '';
  const { cmd, metrics } = objectIn(stages, name);
  if (typeof cmd !== 'string') return [];
  // A file with its options is an object of one key.
  const outputs = (Array.isArray(metrics) ? metrics : []).flatMap((metric) =>
    isObject(metric) ? Object.keys(metric) : String(metric),
  );
  return [await declared(cmd, `the stage ${name} of dvc.yaml`, sources, outputs.filter(isInside))];
}

/** A target `train`: with its variables where it has one for the seed, else what it runs. */
async function fromMakefile(sources: Sources): Promise<Program[]> {
  const text = await sources.text('Makefile');
  const recipe = /^train[ \t]*:[^=\n]*\n((?:\t.*\n?)+)/m.exec(text)?.[1] ?? '';
  const [line = ''] = recipe.split('\n').map((one) => one.trim().replace(/^[@-]+/, ''));
  if (line === '') return [];
  const reason = 'the target train of the Makefile';
  if (/\$[({]/.test(line))
    return [{ command: 'make -s train', file: 'Makefile', text: recipe, outputs: [], reason }];
  return [await declared(line, reason, sources)];
}

async function fromPackage(sources: Sources): Promise<Program[]> {
  const { train } = objectIn(tryParseJson(await sources.text('package.json')), 'scripts');
  if (typeof train !== 'string') return [];
  return [await declared(train, 'the script train of package.json', sources)];
}

function objectIn(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : {};
}

/** Of a path that a stranger wrote. */
function isInside(path: string): boolean {
  return !posix.isAbsolute(path) && !/^\.\.(?:\/|$)/.test(posix.normalize(path));
}

async function declared(
  command: string,
  reason: string,
  sources: Sources,
  outputs: readonly string[] = [],
): Promise<Program> {
  const file = filesOf(command.split(/\s+/)).find((path) => sources.files.includes(path)) ?? null;
  return { command, file, text: file === null ? '' : await sources.text(file), outputs, reason };
}

function quote(file: string): string {
  return /^[\w./@+-]+$/.test(file) ? file : `'${file.replaceAll("'", `'"'"'`)}'`;
}
