/**
 * A large script of `dist`, with what V8 compiled of it before. Node's own cache has what is compiled when a file is loaded; here are functions
 * as well that were compiled when they were first called, which is most of the time that the compiler of a module takes.
 */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';

const DIGEST_BYTES = 32;

export interface KeptScript {
  readonly exports: unknown;
  /** Keeps what has been compiled of it by now, unless that was known. */
  keep(): void;
}

/** @param cache folder of what is kept: one file for each script and version of Node */
export function loadScript(path: string, cache: string): KeptScript {
  const source = readFileSync(path);
  const file = join(cache, `${basename(path)}-${process.version}-${process.arch}`);
  // V8 itself compares no more of a source than its length, and nothing of what it compiled.
  const digestOf = (compiled: Buffer) => {
    const hash = createHash('sha256').update(`${cachedDataVersionTag()} ${source.length} `);
    return hash.update(source).update(compiled).digest();
  };
  const known = readKept(file, digestOf);
  const text = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
  const script = new Script(text, {
    filename: path,
    ...(known === null ? {} : { cachedData: known }),
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(path), module, path, dirname(path));
  return {
    exports: module.exports,
    keep() {
      if (known !== null && script.cachedDataRejected === false) return;
      const compiled = script.createCachedData();
      const own = `${file}.${process.pid}`;
      try {
        writeFileSync(own, Buffer.concat([digestOf(compiled), compiled]), { mode: 0o600 });
        renameSync(own, file);
      } catch {
        // It is read-only or full: then the next start compiles again.
        rmSync(own, { force: true });
      }
    },
  };
}

/** @returns null where nothing is kept, or it is not whole, of another source or of another V8 */
function readKept(file: string, digestOf: (compiled: Buffer) => Buffer): Buffer | null {
  let kept: Buffer;
  try {
    kept = readFileSync(file);
  } catch {
    return null;
  }
  const compiled = kept.subarray(DIGEST_BYTES);
  return digestOf(compiled).equals(kept.subarray(0, DIGEST_BYTES)) ? compiled : null;
}
