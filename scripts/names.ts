/** Copies owner, repository, package and version from package.json into pages and examples. */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ACTION, PACKAGE, REPOSITORY, SCHEMA_URL, VERSION } from '../src/version.ts';

const PLACES = ['README.md', 'CONTRIBUTING.md', 'docs', 'examples', 'fixtures', 'bench'];
const TEXT = /\.(?:md|ts|mts|js|mjs|ya?ml)$/;

const SLUG = String.raw`[\w.-]+\/[\w.-]+`;
const WAVES = '/.github/workflows/conclusive-waves.yml';
const SEMVER = String.raw`\d+\.\d+\.\d+[\w.+-]*`;
const COMMANDS = 'init|doctor|run|plan|train|compare|inspect|report|mcp';

const NAMES: ReadonlyArray<readonly [RegExp, string]> = [
  // Other actions are named by commits, which test/docs/recipes.test.ts checks.
  [new RegExp(String.raw`(?<=\buses: )${SLUG}@v${SEMVER}`, 'g'), ACTION],
  [new RegExp(String.raw`(?<=\buses: )${SLUG}${WAVES}@v${SEMVER}`, 'g'), `${REPOSITORY}${WAVES}@v${VERSION}`],
  [
    new RegExp(
      String.raw`https:\/\/raw\.githubusercontent\.com\/${SLUG}\/v${SEMVER}\/schema\/conclusive\.schema\.json`,
      'g',
    ),
    SCHEMA_URL,
  ],
  [
    new RegExp(String.raw`(?<=git ls-remote https:\/\/github\.com\/)${SLUG} v${SEMVER}`, 'g'),
    `${REPOSITORY} v${VERSION}`,
  ],
  [new RegExp(String.raw`(?<=\bnpx )(?!vitest )(?:@[\w.-]+\/)?[\w.-]+(?= (?:${COMMANDS})\b)`, 'g'), PACKAGE],
  [/(?<=\bnpm install --global )(?!\.|promptfoo\b)(?:@[\w.-]+\/)?[\w.-]+/g, PACKAGE],
  [/(?<=\bthe package `)[^`\s]+(?=`)/g, PACKAGE],
  [new RegExp(String.raw`(?<=git clone --depth 1 https:\/\/github\.com\/)${SLUG}`, 'g'), REPOSITORY],
  // A clone has the repository's name.
  [/(?<=\bnpm install --global \.{1,2}\/)[\w.-]+/g, REPOSITORY.replace(/^.*\//, '')],
  [/(?<=\bnode \.\.\/)[\w.-]+(?=\/dist\/cli\.js)/g, REPOSITORY.replace(/^.*\//, '')],
  // This import has the types of a model module.
  [/(?<=^import type \{[\w, ]*\bContext\b[\w, ]*\} from ')[^'.][^']*(?=')/gm, PACKAGE],
];

export function withNames(text: string): string {
  return NAMES.reduce((named, [pattern, name]) => named.replaceAll(pattern, () => name), text);
}

/** Includes untracked files. @returns paths relative to the root */
export async function filesWithNames(root: string): Promise<ReadonlyMap<string, string>> {
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...PLACES],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  const paths = listed.split('\0').filter((path) => TEXT.test(path));
  const named = new Map<string, string>();
  for (const path of paths) {
    const text = await readFile(join(root, path), 'utf8');
    // A file without names may have another generator.
    if (NAMES.some(([pattern]) => text.search(pattern) >= 0)) named.set(path, withNames(text));
  }
  return named;
}

/** npm writes the package's name and version into the lock file as well. */
export function lockWithNames(lock: string): string {
  const parsed = JSON.parse(lock);
  const { bin } = parsed.packages[''];
  Object.assign(parsed, { name: PACKAGE, version: VERSION });
  Object.assign(parsed.packages[''], { name: PACKAGE, version: VERSION, bin: binOf(bin) });
  return `${JSON.stringify(parsed, null, 2)}\n`;
}

/** Names the command like the package, so that `npx` works once it is installed. */
export function manifestWithNames(manifest: string): string {
  const parsed = JSON.parse(manifest);
  return `${JSON.stringify({ ...parsed, bin: binOf(parsed.bin) }, null, 2)}\n`;
}

function binOf({ conclusive }: { readonly conclusive: string }): Record<string, string> {
  return { conclusive, [PACKAGE.replace(/^.*\//, '')]: conclusive };
}
