/** Runs the shipped command line on a terminal of its own, which Python's pty makes. */
import { spawn } from 'node:child_process';
import { CLI } from './command.ts';

const ON_A_TERMINAL = `
import fcntl, os, pty, struct, sys, termios
columns, command = int(sys.argv[1]), sys.argv[2:]
child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 24, columns, 0, 0))
    os.execvp(command[0], command)
while True:
    try:
        written = os.read(terminal, 65536)
    except OSError:
        break
    if not written:
        break
    os.write(1, written)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
`;

/** @returns what the terminal received; standard output and standard error are one there */
export async function onTerminal(
  directory: string,
  columns: number,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<{ readonly code: number | null; readonly text: string }> {
  // Variables of a CI job would change what a terminal is taken for.
  const { NO_COLOR, FORCE_COLOR, CI, GITHUB_ACTIONS, ...inherited } = process.env;
  const child = spawn('python3', ['-c', ON_A_TERMINAL, String(columns), process.execPath, CLI, ...args], {
    cwd: directory,
    env: { ...inherited, TERM: 'xterm-256color', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    text += more;
  });
  const code = await new Promise<number | null>((settle) => child.once('close', settle));
  return { code, text: text.replaceAll('\r\n', '\n') };
}
