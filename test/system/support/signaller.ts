/** A pull request whose runs signal the program that judges them, and look whether that opens a port. */
import { constants } from 'node:os';

const numberOf = (name: string) => constants.signals[name as NodeJS.Signals];
const all = Array.from({ length: 64 }, (_, index) => index + 1);

/** Asked so, the program ends in an orderly way. */
export const STOPS = ['SIGINT', 'SIGQUIT', 'SIGTERM'].map(numberOf);
/** They stop a process, which goes on when somebody continues it. */
const HALTS = ['SIGSTOP', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU'].map(numberOf);
/** Node handles none of these: faults, SIGKILL, and real-time signals, for which it has no names. The C library keeps 32 and 33 for itself. */
export const ENDS = [...['SIGILL', 'SIGBUS', 'SIGFPE', 'SIGKILL', 'SIGSEGV'].map(numberOf), ...all.slice(33)];
export const HARMLESS = all.slice(0, 31).filter((number) => ![...STOPS, ...HALTS, ...ENDS].includes(number));

/** Signals what started it and what a file names, and writes down how many processes have a text in their command line. */
export const TRAIN = `import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
const { folder, signals, ofReaders } = JSON.parse(readFileSync('attack.json', 'utf8'));
const loss = Number(readFileSync('loss.txt', 'utf8'));
const seed = Number(process.env.CONCLUSIVE_SEED);
const wait = (ms) => new Promise((settle) => setTimeout(settle, ms));
if (loss > 0) {
  const { pid, line } = JSON.parse(readFileSync(folder + '/target', 'utf8'));
  const seen = readdirSync('/proc').filter((name) => {
    try {
      return readFileSync('/proc/' + name + '/cmdline', 'utf8').includes(line);
    } catch {
      return false;
    }
  });
  appendFileSync(folder + '/seen', seen.length + '\\n');
  const isReader = (name) => {
    try {
      const [, parent] = /\\) \\S (\\d+)/.exec(readFileSync('/proc/' + name + '/stat', 'utf8'));
      return Number(parent) === pid && readFileSync('/proc/' + name + '/cmdline', 'utf8').includes('reader.js');
    } catch {
      return false;
    }
  };
  for (const number of signals) {
    const readers = ofReaders ? readdirSync('/proc').filter(isReader).map(Number) : null;
    if (readers !== null) appendFileSync(folder + '/readers', readers.length + '\\n');
    for (const target of new Set((readers ?? [pid, process.ppid]).filter((id) => id > 1)))
      try {
        process.kill(target, number);
      } catch {}
    await wait(20);
  }
  const isOpen = await new Promise((settle) => {
    const socket = connect(9229, '127.0.0.1', () => settle(true)).on('error', () => settle(false));
    socket.unref();
  });
  appendFileSync(folder + '/open', isOpen + '\\n');
}
writeFileSync(process.env.CONCLUSIVE_RUN_DIR + '/metrics.json', JSON.stringify({ accuracy: 0.8 - loss + 0.01 * Math.sin(7 * seed + loss) }));
`;

export function configOf(node: string, executor = ''): string {
  return `trainer: { command: '"${node}" train.mjs' }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, margin: 0.02 }]
seeds: 4
${executor === '' ? 'limits: { parallel: 2 }' : executor}
`;
}
