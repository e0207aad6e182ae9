/** Tells what a command of `trainer.setup` does while it lasts: an installation can take ten minutes. */
import { basename } from 'node:path';
import { OutputTail } from '../process/printed.ts';

export interface SetupStep {
  /** `pip install`, `python3 fetch.py`. */
  readonly program: string;
  readonly seconds: number;
  /** The last line that it printed; untrusted. */
  readonly line: string;
  /** Whether a log shows it: after a few seconds, then twice a minute. */
  readonly isLogged: boolean;
  readonly isOver: boolean;
}

const FIRST_LOGGED_SECONDS = 5;
const LOGGED_EVERY_SECONDS = 30;

export interface WatchedStep {
  onOutput(chunk: Buffer): void;
  end(): void;
}

/** @param argv the command of the config, before its placeholders are filled */
export function watchStep(argv: readonly string[], tell: (step: SetupStep) => void): WatchedStep {
  const program = programOf(argv);
  const tail = new OutputTail();
  let seconds = 0;
  const show = (isOver: boolean) => {
    const isLogged = !isOver && seconds % LOGGED_EVERY_SECONDS === FIRST_LOGGED_SECONDS;
    tell({ program, seconds, line: lastLine(tail.text()), isLogged, isOver });
  };
  show(false);
  const timer = setInterval(() => {
    seconds += 1;
    show(false);
  }, 1000);
  return {
    onOutput: (chunk) => tail.add(chunk),
    end() {
      clearInterval(timer);
      show(true);
    },
  };
}

/** Progress bars return to the start of their line. */
function lastLine(text: string): string {
  return text.split(/[\r\n]+/).at(-1) ?? '';
}

/** The name of the program, or of the module that Python runs, and its first word. */
function programOf(argv: readonly string[]): string {
  const named = argv[1] === '-m' ? argv.slice(2) : argv;
  const [program = '', word = '-'] = named;
  return /^-|\{/.test(word) ? basename(program) : `${basename(program)} ${basename(word)}`;
}
