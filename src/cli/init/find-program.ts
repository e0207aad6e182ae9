/** Which program of a repository trains a model: told from names and texts alone, nothing is run. */
import { posix } from 'node:path';
import { quote } from 'shell-quote';
import { filesOf } from '../../program-text/programs.ts';
import { isObject, tryParseJson } from '../../records/json.ts';
import { tryParseYaml } from '../../records/yaml.ts';
import { subcommandOf } from './call-text.ts';
import { findOwnModules } from './own-modules.ts';
import { launcherOf, type Program, readSettings, readUsage, type Sources, withVariables } from './program.ts';

const PYTHON_CLI =
  /\b(?:argparse|ArgumentParser|click\.|typer|hydra\.main|absl|fire\.Fire|HfArgumentParser|tyro|simple_parsing|LightningCLI|sys\.argv|CONCLUSIVE_)/;
const TRAINS =
  /\.fit\(|\.backward\(|\btrain(?:er)?\b|optimi[sz]er|\bepochs?\b|CONCLUSIVE_RUN_DIR|accuracy|loss|error/i;
const TRAINS_SURELY = /\.fit\(|\.backward\(|cross_val_score\(/;
const NAMES: ReadonlyArray<readonly [RegExp, number]> = [
  [/^train(?:ing)?$/i, 12],
  [/^(?:train|run_train|fit)[\w-]*$|[\w-]*_train$/i, 9],
  [/^(?:main|run|experiment|app)$/i, 6],
];
const LAUNCHERS: Readonly<Record<string, string>> = {
  '.sh': 'sh',
  '.cjs': 'node',
  '.mjs': 'node',
  '.js': 'node',
  '.R': 'Rscript',
  '.jl': 'julia',
};
/** No shell is started for a command. */
const NEEDS_SHELL = /[$|&;<>`]/;
const MAX_READ = 200;
const MAX_CHOICES = 9;
const MAX_STARTED = 5;

/**
 * @param python how the repository's Python is started
 * @returns the likeliest first
 */
export async function findPrograms(sources: Sources, python: string): Promise<Program[]> {
  const launcher = (file: string) =>
    file.endsWith('.py') ? python : (LAUNCHERS[posix.extname(file)] ?? null);
  const scripts: Array<{ readonly file: string; readonly text: string; readonly score: number }> = [];
  const candidates = sources.files.filter(
    (file) =>
      launcher(file) !== null &&
      !/(?:^|\/)(?:tests?|docs?)\/|(?:^|\/)(?:test_|setup\.|conftest)|_test\./.test(file),
  );
  for (const file of candidates.slice(0, MAX_READ)) {
    const text = await sources.text(file);
    const score = scoreOf(file, text);
    if (score > 0) scripts.push({ file, text, score });
  }
  scripts.sort((a, b) => b.score - a.score);
  const found = [
    ...(await fromDvc(sources)),
    ...(await fromMakefile(sources)),
    ...(await fromPackage(sources)),
  ];
  const usage = (await readUsage(sources)).map(([, line]) => line);
  for (const { file, text: whole } of scripts.slice(0, MAX_CHOICES)) {
    const { name: subcommand, text } = subcommandOf(whole);
    const shell = /^#!.*\b(bash|zsh|ksh)\b/.exec(text)?.[1];
    const start = `${file.endsWith('.sh') && shell !== undefined ? shell : launcher(file)}`;
    const own = file.endsWith('.py') ? await findOwnModules(sources, file, text) : null;
    const paths =
      own === null || own.paths.length === 0
        ? []
        : [`PYTHONPATH=${own.paths.map((path) => quote([path])).join(':')}`];
    const target = own?.module == null ? quote([file]) : `-m ${own.module}`;
    const launched = own === null ? null : launcherOf(target, python, usage);
    const command = `${launched ?? start} ${target}${subcommand === null ? '' : ` ${subcommand}`}`;
    const texts = own?.texts ?? [text, ...(file.endsWith('.sh') ? await startedBy(text, sources) : [])];
    found.push({
      ...{ command: withVariables(paths, command), file, main: text, text: texts.join('\n') },
      ...{ outputs: [], reason: file },
      settings: await readSettings(texts.join('\n'), file, sources),
    });
  }
  return found;
}

/** The texts of the programs that a script starts. */
async function startedBy(script: string, { files, text }: Sources): Promise<string[]> {
  const names = [...script.matchAll(/[\w./-]+\.(?:py|R|jl|m?js|awk|pl)\b/g)].map(([name]) =>
    posix.normalize(name),
  );
  const own = [...new Set(names)].filter((name) => files.includes(name)).slice(0, MAX_STARTED);
  return Promise.all(own.map(text));
}

function scoreOf(file: string, text: string): number {
  const name = posix.basename(file, posix.extname(file));
  const named = NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? 0;
  // A placeholder of the command, it would be.
  if ((named === 0 && !TRAINS.test(text)) || /[{}]/.test(file)) return 0;
  const isProgram = PYTHON_CLI.test(text) || /__main__|process\.argv|process\.env|\$[1-9{]/.test(text);
  // A script from top to bottom, as a notebook that was exported is one.
  const isScript = /^(?:\w[^\n]*\.fit\(|print\()/m.test(text) && TRAINS_SURELY.test(text);
  // A module is there to be imported.
  const isModule =
    !isProgram && file.endsWith('.py') && !/^(?:for|while|with|print|main|\w[\w.]*\()/m.test(text);
  const kind = isProgram ? 4 : isScript ? 3 : named === 0 || isModule ? -10 : 0;
  return named + kind - 2 * (file.split('/').length - 1);
}

/** The stage that trains, with the metrics that it declares. */
async function fromDvc(sources: Sources): Promise<Program[]> {
  const stages = objectIn(tryParseYaml(await sources.text('dvc.yaml')), 'stages');
  const name = Object.keys(stages).find((one) => one.startsWith('train')) ?? '';
  const { cmd: stated, metrics } = objectIn(stages, name);
  const last = Array.isArray(stated) ? stated.at(-1) : stated;
  if (typeof last !== 'string') return [];
  const values = tryParseYaml(await sources.text('params.yaml'));
  // Its own values, but for the seed: that is ours to give.
  const cmd = last.replaceAll(/\$\{([\w.]+)\}/g, (whole, key: string) =>
    /seed$/i.test(key) ? '{seed}' : String(valueAt(values, key) ?? whole),
  );
  if (NEEDS_SHELL.test(cmd)) return [];
  // A file with its options is an object of one key.
  const outputs = (Array.isArray(metrics) ? metrics : []).flatMap((metric) =>
    isObject(metric) ? Object.keys(metric) : String(metric),
  );
  return [await declared(cmd, `the stage ${name} of dvc.yaml`, sources, outputs.filter(isInside))];
}

/** A target `train`: with its variables where it has one for the seed, else what it runs. */
async function fromMakefile(sources: Sources): Promise<Program[]> {
  const text = await sources.text('Makefile');
  const recipe = /^train[ \t]*:(?![=:])[^\n]*\n((?:\t.*\n?)+)/m.exec(text)?.[1] ?? '';
  const lines = recipe
    .split('\n')
    .map((one) => one.trim().replace(/^[@-]+/, ''))
    .filter((one) => one !== '');
  const values = new Map(
    [...text.matchAll(/^([A-Za-z_]\w*)[ \t]*[:?]?=[ \t]*(.*?)[ \t]*(?:#.*)?$/gm)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
  const plain = lines.map((line) =>
    line.replaceAll(/\$[({](\w+)[)}]/g, (whole, name: string) => values.get(name) ?? whole),
  );
  const at = plain.findIndex((line) => programIn(line, sources) !== null);
  const line = plain[at] ?? plain[0];
  if (line === undefined) return [];
  const reason = 'the target train of the Makefile';
  const isSeeded = [...values.keys()].some((name) => /seed/i.test(name) && recipe.includes(name));
  // What only a shell or make could do.
  const isPlain = !NEEDS_SHELL.test(line) && lines.slice(0, -1).every((one) => /^mkdir\b|^echo\b/.test(one));
  const own = await declared(line, reason, sources);
  if (!isSeeded && isPlain) return [own];
  const [command, file] = ['make -s train', 'Makefile'];
  return [{ ...own, command, file, main: recipe, text: `${recipe}\n${own.text}`, settings: null }];
}

async function fromPackage(sources: Sources): Promise<Program[]> {
  const { train } = objectIn(tryParseJson(await sources.text('package.json')), 'scripts');
  if (typeof train !== 'string' || NEEDS_SHELL.test(train)) return [];
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
  const file = programIn(command, sources);
  const whole = file === null ? '' : await sources.text(file);
  const { name, text: part } = subcommandOf(whole);
  const own = name !== null && command.split(/\s+/).includes(name) ? part : whole;
  const modules = file?.endsWith('.py') === true ? await findOwnModules(sources, file, own) : null;
  const text = modules === null ? own : modules.texts.join('\n');
  const settings = file === null ? null : await readSettings(text, file, sources);
  return { command, file, main: own, text, settings, outputs, reason };
}

function programIn(command: string, { files }: Sources): string | null {
  return filesOf(command.split(/\s+/)).find((path) => files.includes(path)) ?? null;
}

function valueAt(values: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((value, part) => (isObject(value) ? value[part] : undefined), values);
}
