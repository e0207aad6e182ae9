/** A program of a repository that may be its trainer, as its text describes it. */
import { posix } from 'node:path';
import { isObject } from '../../records/json.ts';
import { tryParseYaml } from '../../records/yaml.ts';

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
  /** Of the file alone. */
  readonly main: string;
  /** With the modules of the repository that it imports, or the programs that it starts. */
  readonly text: string;
  /** The file of settings that it reads by itself. */
  readonly settings: Settings | null;
  /** Files that a stage of DVC says it leaves. */
  readonly outputs: readonly string[];
  /** For the reader: where it was found. */
  readonly reason: string;
}

export interface Settings {
  readonly file: string;
  /** Where it has the seed: `train.seed`; null: nowhere. */
  readonly seedKey: string | null;
  /** The key as it begins a line of YAML, and only one. */
  readonly seedLine: string | null;
  readonly values: unknown;
}

/** Before what the command sets already. */
export function withVariables(set: readonly string[], command: string): string {
  if (set.length === 0) return command;
  return `env ${set.join(' ')} ${command.replace(/^env /, '')}`;
}

const MAX_USAGE_FILES = 20;

/** Lines of the README, scripts and the like, each whole. */
export async function readUsage({ files, text }: Sources): Promise<ReadonlyArray<readonly [string, string]>> {
  const pages = files
    .filter((path) => /(?:^|\/)(?:README[^/]*|Makefile|[^/]*\.(?:sh|ya?ml))$/i.test(path))
    .slice(0, MAX_USAGE_FILES);
  const texts = await Promise.all(pages.map(text));
  return texts.flatMap((page, index) =>
    page
      .replaceAll(/\\\r?\n/g, ' ')
      .split('\n')
      .map((line) => [pages[index] ?? '', line] as const),
  );
}

/** What starts several processes of one Python program. */
const LAUNCHER = String.raw`(torchrun|accelerate launch|deepspeed|python3? -m (?:torch\.distributed\.(?:run|launch)|accelerate\.commands\.launch))((?: -[^\s;&|]+(?: [^-\s;&|][^\s;&|]*)??)*)`;

/**
 * How a program is started that is not started by Python itself: `torchrun --nproc_per_node 2`.
 * @param target the program, as it follows its launcher
 * @param python how the repository's Python is started, beside which its launchers lie
 */
export function launcherOf(target: string, python: string, lines: readonly string[]): string | null {
  const pattern = new RegExp(
    String.raw`(?:^|[\s;&|\x60])${LAUNCHER} (?:\./)?${target.replaceAll(/[.+]/g, String.raw`\$&`)}(?![\w./-])`,
  );
  for (const line of lines) {
    const [, launcher, options = ''] = pattern.exec(line.replaceAll(/\s+/g, ' ')) ?? [];
    if (launcher === undefined) continue;
    const start = launcher.startsWith('python')
      ? launcher.replace(/^\S+/, python)
      : python.replace(/python3?$/, launcher);
    // What a shell would fill in is told by nothing.
    return /[$"'<>{}()[\]\\]/.test(options) ? start : `${start}${options}`.trimEnd();
  }
  return null;
}

/** The one that the text names, which has to be there. */
export async function readSettings(
  code: string,
  program: string,
  { files, text }: Sources,
): Promise<Settings | null> {
  const named = [...code.matchAll(/["'`]([\w./-]+\.(?:ya?ml|json|toml))["'`]/g)].map(([, name = '']) => name);
  const [, folder = 'conf'] = /@hydra\.main\([^)]*config_path\s*=\s*["']([^"']+)/.exec(code) ?? [];
  const [, name] = /@hydra\.main\([^)]*config_name\s*=\s*["']([\w./-]+?)(?:\.yaml)?["']/.exec(code) ?? [];
  const candidates = name === undefined ? named : [`${folder}/${name}.yaml`, ...named];
  const paths = candidates
    .flatMap((one) => [one, posix.join(posix.dirname(program), one)])
    .map((one) => posix.normalize(one));
  const file = paths.find((path) => files.includes(path));
  if (file === undefined) return null;
  const content = await text(file);
  const values = tryParseYaml(content);
  const seedKey = seedKeyIn(values, '');
  const key = seedKey?.split('.').at(-1) ?? '';
  const lines = content.split('\n').filter((line) => line.trimStart().startsWith(`${key}:`));
  const isOne =
    seedKey !== null &&
    lines.length === 1 &&
    /\.ya?ml$/.test(file) &&
    /:\s*\d+\s*(?:#.*)?$/.test(lines[0] ?? '');
  return { file, seedKey, seedLine: isOne ? key : null, values };
}

function seedKeyIn(value: unknown, path: string): string | null {
  if (!isObject(value)) return null;
  for (const [key, inner] of Object.entries(value)) {
    const own = path === '' ? key : `${path}.${key}`;
    if (/^(?:random_|manual_|global_)?seed$|^random_state$/i.test(key) && typeof inner === 'number')
      return own;
    const below = path.split('.').length > 4 ? null : seedKeyIn(inner, own);
    if (below !== null) return below;
  }
  return null;
}
