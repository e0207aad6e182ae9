import { closeSync, openSync, readdirSync, readlinkSync, writeSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { openPipes, type Pipe } from '../../src/files/pipes.ts';

function open(): readonly Pipe[] {
  const pipes = openPipes() ?? [];
  onTestFinished(() => {
    for (const { output } of pipes) output.destroy();
  });
  return pipes;
}

const targetOf = (path: string) => {
  try {
    return readlinkSync(path);
  } catch {
    // The handle of the listing.
    return '';
  }
};

function untaken(pipes: readonly Pipe[]): readonly string[] {
  const taken = pipes.map(({ input }) => targetOf(`/proc/self/fd/${input}`));
  return readdirSync('/proc/self/fd')
    .map((name) => `/proc/self/fd/${name}`)
    .filter((path) => targetOf(path).includes('conclusive-pipes-') && !taken.includes(targetOf(path)));
}

async function textOf({ output, input }: Pipe, written: string): Promise<string> {
  writeSync(input, written);
  closeSync(input);
  let text = '';
  for await (const chunk of output) text += chunk;
  return text;
}

test.skipIf(process.platform === 'win32')('each pipe carries what is written to it', async () => {
  const pipes = Array.from({ length: 40 }, open).flat();
  expect(pipes).toHaveLength(80);
  const texts = await Promise.all(pipes.map((pipe, index) => textOf(pipe, `text ${index}`)));
  expect(texts).toEqual(pipes.map((_, index) => `text ${index}`));
});

test.runIf(process.platform === 'linux')(
  'what was written to a pipe before it is taken is not read',
  async () => {
    const first = [...open()];
    // It may have been the last of its batch.
    if (untaken(first).length === 0) first.push(...open());
    const files = untaken(first);
    expect(files).not.toEqual([]);
    for (const path of files) {
      const file = openSync(path, 'r+');
      writeSync(file, 'forged');
      closeSync(file);
    }
    const pipes = [...first, ...Array.from({ length: 20 }, open).flat()];
    expect(new Set(await Promise.all(pipes.map((pipe) => textOf(pipe, 'own'))))).toEqual(new Set(['own']));
  },
);
