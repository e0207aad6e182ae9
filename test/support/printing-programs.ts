/** Programs that print so and so much and end so and so, run beside others on a busy machine. */
import { spawn } from 'node:child_process';
import { createHash, type Hash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runProcess } from '../../src/train/process/run-process.ts';
import { temporaryFolder } from './temporary.ts';

export const SIZES: readonly number[] = [0, 40, 65_536, 5_000_000];
const STREAMS = ['stdout', 'stderr'] as const;
/** How a program that has printed file `$1` ends; the first leaves no process but the one that prints. */
const ENDS = {
  'is the printer': 'exec cat "$1"',
  'exits with 0': 'cat "$1"; exit 0',
  'exits with 3': 'cat "$1"; exit 3',
  'kills itself': 'cat "$1"; kill -9 $$',
} as const;
/** Before, an earlier value that would pass for the result if the rest were lost. */
const EARLIER = 'accuracy: 0.1234\n';

interface Case {
  readonly size: number;
  readonly stream: (typeof STREAMS)[number];
  readonly end: keyof typeof ENDS;
  readonly hasEarlier: boolean;
}

const PRINTING_PROGRAMS: readonly Case[] = SIZES.flatMap((size) =>
  STREAMS.flatMap((stream) =>
    (Object.keys(ENDS) as Array<keyof typeof ENDS>).flatMap((end) =>
      [false, true].map((hasEarlier) => ({ size, stream, end, hasEarlier })),
    ),
  ),
);

/** Until the test ends, the processor and the loop that reads the pipes are busy. */
export function beBusy(): void {
  const spinning = spawn('sh', ['-c', 'while :; do :; done']);
  const blocking = setInterval(() => {
    const until = performance.now() + 15;
    while (performance.now() < until);
  }, 30);
  onTestFinished(() => {
    spinning.kill('SIGKILL');
    clearInterval(blocking);
  });
}

/** No two parts of it are alike. */
export function contentOf(size: number): string {
  return contents.get(size) ?? '';
}

function makeContent(size: number): string {
  return Array.from({ length: Math.ceil(size / 10) }, (_, line) => `${String(line).padStart(9)}\n`)
    .join('')
    .slice(0, size);
}

const contents = new Map(SIZES.map((size) => [size, makeContent(size)]));

function digestOf(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** @returns how the run went, where not all that the program printed was heard; else null */
async function lost({ size, stream, end, hasEarlier }: Case, folder: string): Promise<string | null> {
  const earlier = hasEarlier ? `printf '${EARLIER}'; sleep 0.02;` : '';
  const script = `${stream === 'stderr' ? 'exec >&2;' : ''} ${earlier} ${ENDS[end]}`;
  const program = {
    argv: ['sh', '-c', script, 'sh', join(folder, String(size))],
    ...{ directory: folder, environment: { PATH: process.env.PATH ?? '' } },
  };
  const heard = { stdout: createHash('sha256'), stderr: createHash('sha256') };
  const told = (hash: Hash) => (chunk: Buffer) => void hash.update(chunk);
  const { kind } = await runProcess({
    ...program,
    ...{ timeoutMs: 60_000, signal: new AbortController().signal },
    ...{ onOutput: told(heard.stdout), onErrorOutput: told(heard.stderr) },
  });
  const expected = digestOf(hasEarlier ? EARLIER : '', contentOf(size));
  const isWhole = heard[stream].digest('hex') === expected;
  if (isWhole && kind === (end === 'kills itself' ? 'killed' : 'exited')) return null;
  return `${kind}: ${JSON.stringify({ size, stream, end, hasEarlier })}`;
}

/** @returns the runs of which something was lost */
export async function lossesAmong(runs: number, parallel: number): Promise<readonly string[]> {
  const folder = await temporaryFolder();
  for (const [size, content] of contents) await writeFile(join(folder, String(size)), content);
  beBusy();
  const losses: string[] = [];
  let next = 0;
  const work = async () => {
    for (let number = next++; number < runs; number = next++) {
      const one = PRINTING_PROGRAMS[(5 * number) % PRINTING_PROGRAMS.length] as Case;
      const loss = await lost(one, folder);
      if (loss !== null) losses.push(loss);
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  return losses;
}
