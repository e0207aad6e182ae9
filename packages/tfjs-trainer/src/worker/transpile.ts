/** Compiles a module once for all runs, without executing it: starting the compiler takes as long as several epochs of a small model. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { createJiti } from 'jiti';
import { assetPath } from '../backends/assets.ts';

type Transform = NonNullable<NonNullable<Parameters<typeof createJiti>[1]>['transform']>;
type TransformOptions = Parameters<Transform>[0];

/** Compiled code, by the digest of source and options. */
export type Transpiled = Readonly<Record<string, string>>;

/** Each run compiles further files itself. */
const MAX_FILES = 200;
const MAX_BYTES = 1_000_000;
const TYPESCRIPT = /\.[cm]?ts$/;
const IMPORT = /\bjitiImport\("(\.{1,2}\/[^"\n]+)"\)/g;

export function transformWith(transpiled: Transpiled): Transform {
  const known = new Map(Object.entries(transpiled));
  return (options) => {
    const code = known.size === 0 ? undefined : known.get(keyOf(options));
    return code === undefined ? compile(options) : { code };
  };
}

/** @param module absolute path; its relative imports of TypeScript are compiled too */
export function transpile(module: string): Transpiled {
  const found: Record<string, string> = {};
  const jiti = createJiti(module, {
    fsCache: false,
    interopDefault: false,
    transform(options) {
      const result = compile(options);
      if (result.error === undefined) found[keyOf(options)] = result.code;
      return result;
    },
  });
  const files = new Set([module]);
  for (const filename of files) {
    if (!TYPESCRIPT.test(filename) || files.size > MAX_FILES || !isReadable(filename)) continue;
    const before = Object.keys(found).length;
    const source = readFileSync(filename, 'utf8');
    const code = jiti.transform({ source, filename, ts: true, async: true, jsx: false });
    // Each run has its own tree, so code that holds its path (import.meta) differs.
    const [last] = Object.keys(found).slice(before);
    if (last !== undefined && code.includes(dirname(filename))) delete found[last];
    for (const [, path = ''] of code.matchAll(IMPORT)) files.add(resolve(dirname(filename), path));
  }
  return found;
}

function isReadable(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() === true && stat.size <= MAX_BYTES;
}

let compiler: Transform | undefined;

function compile(options: TransformOptions): ReturnType<Transform> {
  compiler ??= createRequire(import.meta.url)(assetPath('babel.cjs')) as Transform;
  return compiler(options);
}

function keyOf({ source, filename: _, ...how }: TransformOptions): string {
  const text = JSON.stringify([source, Object.entries(how).sort(([a], [b]) => (a < b ? -1 : 1))]);
  return createHash('sha256').update(text).digest('hex');
}
