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
