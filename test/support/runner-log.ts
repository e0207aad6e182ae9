/** Reads the log of a step as the runner does: which lines are commands to it. */

export interface RunnerCommand {
  readonly name: string;
  readonly line: string;
}

/**
 * A line is a command where it begins with `::name` or has `##[name]` in it, unless commands were stopped: then they begin
 * again at the line `::token::`.
 */
export function runnerCommands(log: string): readonly RunnerCommand[] {
  const commands: RunnerCommand[] = [];
  let token: string | null = null;
  for (const line of log.split(/\r\n|\r|\n/)) {
    if (token !== null) {
      if (line.trim() === `::${token}::`) token = null;
      continue;
    }
    const name = /^\s*::([\w-]+)/.exec(line)?.[1] ?? /##\[([\w-]+)/.exec(line)?.[1];
    if (name === undefined) continue;
    if (name === 'stop-commands') token = line.trim().slice('::stop-commands::'.length);
    commands.push({ name, line });
  }
  return commands;
}
