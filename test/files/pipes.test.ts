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
    const first = open();
    const taken = first.map(({ input }) => readlinkSync(`/proc/self/fd/${input}`));
    let forged = 0;
    for (const name of readdirSync('/proc/self/fd')) {
      let target = '';
      try {
        target = readlinkSync(`/proc/self/fd/${name}`);
      } catch {
        // The handle of the listing.
      }
      if (!target.includes('conclusive-pipes-') || taken.includes(target)) continue;
      const file = openSync(`/proc/self/fd/${name}`, 'r+');
      writeSync(file, 'forged');
      closeSync(file);
      forged += 1;
    }
    expect(forged).toBeGreaterThan(0);
    const pipes = [...first, ...Array.from({ length: 20 }, open).flat()];
    expect(new Set(await Promise.all(pipes.map((pipe) => textOf(pipe, 'own'))))).toEqual(new Set(['own']));
  },
);
