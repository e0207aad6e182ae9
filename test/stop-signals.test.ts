/** A stop signal is handled while there is something to stop, and ends the program while it only computes. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const SRC = join(import.meta.dirname, '../src/stop-signals.ts');
const SPIN = 'tell(); for (;;);';
const WAIT = 'tell(); await new Promise((settle) => setTimeout(settle, 100_000));';

/** @returns what the program printed after the signal, and which signal ended it */
async function stopped(work: string, signal: NodeJS.Signals) {
  const program = `
    const { createJiti } = require('jiti');
    const { asRun, compute, handleStop } = createJiti(${JSON.stringify(SRC)})(${JSON.stringify(SRC)});
    const stop = new AbortController();
    handleStop(() => { console.log('handled'); process.exit(7); }, stop.signal);
    const tell = () => require('node:fs').writeSync(1, 'ready\\n');
    const run = () => void asRun(new Promise((settle) => setTimeout(settle, 100_000)));
    (async () => { ${work} })();`;
  const child = spawn(process.execPath, ['-e', program], { cwd: join(import.meta.dirname, '..') });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    if (text.startsWith('ready')) child.kill(signal);
  });
  await new Promise((settle) => child.once('close', settle));
  return { printed, code: child.exitCode, signal: child.signalCode };
}

const HANDLED = {
  'nothing goes on': WAIT,
  'a computation has ended': `await compute(() => {}); ${WAIT}`,
  'a run goes on': `run(); ${WAIT}`,
  'a run goes on beside a computation': `run(); await compute(async () => { ${WAIT} });`,
  'a run begins in a computation': `await compute(async () => { run(); ${WAIT} });`,
};
const ENDS = {
  'it computes': `await compute(() => { ${SPIN} });`,
  'it computes after a run': `await asRun(Promise.resolve()); await compute(() => { ${SPIN} });`,
  'one of two computations goes on': `compute(() => {}); await compute(() => { ${SPIN} });`,
  'a computation waits': `await compute(async () => { ${WAIT} });`,
};
const withSignals = (works: Readonly<Record<string, string>>) =>
  Object.entries(works).flatMap(([name, work], at) =>
    // So that every third case has each signal.
    rotated(['SIGTERM', 'SIGINT', 'SIGQUIT'] as const, at).map((signal) => [signal, name, work] as const),
  );

function rotated<Value>(values: readonly Value[], by: number): Value[] {
  return values.map((_, at) => values[(at + by) % values.length] as Value);
}

describe.skipIf(process.platform === 'win32')('a stop signal', () => {
  test.each(withSignals(HANDLED))('%s is handled while %s', async (signal, _, work) => {
    expect(await stopped(work, signal)).toEqual({ printed: 'ready\nhandled\n', code: 7, signal: null });
  });

  test.each(withSignals(ENDS))('%s ends the program while %s', async (signal, _, work) => {
    expect(await stopped(work, signal)).toEqual({ printed: 'ready\n', code: null, signal });
  });
});
