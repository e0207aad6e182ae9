/**
 * Files that receive this program's output (`2> err.txt`, `| tee out.txt`) change while it runs, but are neither code nor
 * output of a run.
 */
import { fstatSync, readdirSync, readFileSync, type Stats, statSync } from 'node:fs';

const OUTPUT_AND_ERROR = [1, 2];
/** Cached for standard output and error, since finding them reads every open file of the machine. */
let known: ReadonlySet<string> | undefined;
/** Of the flags of open(2); 0 is reading. */
const ACCESS_MODE = 0b11;

/**
 * Call it before the first run starts: a run could pass its own files off as outputs. Only Linux tells who reads a pipe.
 *
 * @param descriptors of this process. Default: output and error
 */
export function ownOutputs(descriptors?: readonly number[]): ReadonlySet<string> {
  if (descriptors !== undefined) return outputsOf(descriptors);
  known ??= outputsOf(OUTPUT_AND_ERROR);
  return known;
}

function outputsOf(descriptors: readonly number[]): ReadonlySet<string> {
  const open = descriptors.flatMap((descriptor) => tryAll(() => [fstatSync(descriptor)]));
  const pipes = new Set(open.filter((stats) => stats.isFIFO()).map(identityOf));
  const all = pipes.size === 0 ? open : [...open, ...writtenByReaders(pipes)];
  return new Set(all.filter((stats) => stats.isFile()).map(identityOf));
}

/** Compares inodes, so that a link to the file counts too. */
export function isOwnOutput(path: string, outputs: ReadonlySet<string>): boolean {
  return outputs.size > 0 && tryAll(() => [statSync(path)]).some((stats) => outputs.has(identityOf(stats)));
}

function identityOf({ dev, ino }: Pick<Stats, 'dev' | 'ino'>): string {
  return `${dev} ${ino}`;
}

function writtenByReaders(pipes: ReadonlySet<string>): readonly Stats[] {
  const processes = tryAll(() => readdirSync('/proc')).filter((name) => /^\d+$/.test(name));
  return processes.flatMap((process) => {
    const open = tryAll(() => readdirSync(`/proc/${process}/fd`)).flatMap((descriptor) =>
      tryAll(() => [{ descriptor, stats: statSync(`/proc/${process}/fd/${descriptor}`) }]),
    );
    const written = ({ descriptor }: { readonly descriptor: string }) => isWritten(process, descriptor);
    const isReader = open.some((file) => pipes.has(identityOf(file.stats)) && !written(file));
    return isReader ? open.filter(written).map(({ stats }) => stats) : [];
  });
}

/** False for a descriptor that is closed by now. */
function isWritten(process: string, descriptor: string): boolean {
  return tryAll(() => [readFileSync(`/proc/${process}/fdinfo/${descriptor}`, 'utf8')]).some((text) => {
    const [, flags = '0'] = /^flags:\s*(\d+)/m.exec(text) ?? [];
    return (Number.parseInt(flags, 8) & ACCESS_MODE) !== 0;
  });
}

/** A file that is closed by now, or belongs to another user, gives nothing. */
function tryAll<Item>(look: () => readonly Item[]): readonly Item[] {
  try {
    return look();
  } catch {
    return [];
  }
}
