/** Files that this program's output ends in (`2> err.txt`, `| tee out.txt`): they change while it runs, and are neither code nor of a run. */
import { fstatSync, readdirSync, readFileSync, type Stats, statSync } from 'node:fs';

const OUTPUT_AND_ERROR = [1, 2];
/** Of these two, once asked: what they end in stays, and all that is open on the machine is looked at for it. */
let known: ReadonlySet<string> | undefined;
/** Of the flags that a file was opened with; 0 is reading. */
const ACCESS_MODE = 0b11;

/**
 * Ask before the first run is started: later, one may have opened what it wants to be taken for an output. Who reads a pipe is known on Linux alone.
 *
 * @param descriptors of this process; without: output and error
 * @returns what `isOwnOutput` knows them by
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

/** Whichever name it has. */
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

/** Not of what is closed by now. */
function isWritten(process: string, descriptor: string): boolean {
  return tryAll(() => [readFileSync(`/proc/${process}/fdinfo/${descriptor}`, 'utf8')]).some((text) => {
    const [, flags = '0'] = /^flags:\s*(\d+)/m.exec(text) ?? [];
    return (Number.parseInt(flags, 8) & ACCESS_MODE) !== 0;
  });
}

/** Nothing of what is closed by now, or somebody else's. */
function tryAll<Item>(look: () => readonly Item[]): readonly Item[] {
  try {
    return look();
  } catch {
    return [];
  }
}
