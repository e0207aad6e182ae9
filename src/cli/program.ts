import { styleText } from 'node:util';
import { Command, Help } from 'commander';
import { VERSION } from '../version.ts';
import { compareCommand } from './commands/compare.ts';
import { doctorCommand } from './commands/doctor.ts';
import { executeCommand } from './commands/execute.ts';
import { initCommand } from './commands/init.ts';
import { inspectCommand } from './commands/inspect.ts';
import { mcpCommand } from './commands/mcp.ts';
import { planCommand } from './commands/plan.ts';
import { reportCommand } from './commands/report.ts';
import { runCommand } from './commands/run.ts';
import { trainCommand } from './commands/train.ts';

/** Around the description of a command that takes arguments. */
const HEADER_GAPS = /^(Usage: .+)\n\n(.+)\n\n(?= )/;

/** Fits the help of every command on a screen, so it leaves out `--help` and most blank lines. */
const COMPACT: Partial<Help> = {
  visibleOptions: ({ options }) => options.filter(({ hidden }) => !hidden),
  optionDescription: ({ description, defaultValue }) =>
    defaultValue === undefined ? description : `${description} (default: ${defaultValue})`,
  formatItemList: (heading, items) => {
    if (items.length === 0) return [];
    if (heading === 'Arguments:') return items;
    return [styleText('bold', heading), ...items, ...(heading === 'Options:' ? [''] : [])];
  },
  formatHelp: (command, helper) =>
    `${Help.prototype.formatHelp.call(helper, command, helper).replace(HEADER_GAPS, '$1\n$2\n').trimEnd()}\n`,
};

/** @param stopSignal commands that train call it, and stop when it aborts */
export function createProgram(stopSignal: () => AbortSignal): Command {
  const program: Command = new Command('conclusive')
    .configureHelp(COMPACT)
    .description('Tells whether a machine-learning improvement is real.')
    .version(VERSION)
    .addCommand(runCommand(stopSignal))
    .addCommand(doctorCommand(stopSignal))
    .addCommand(planCommand())
    .addCommand(trainCommand(stopSignal))
    .addCommand(reportCommand(stopSignal))
    .addCommand(compareCommand())
    .addCommand(inspectCommand())
    .addCommand(initCommand(stopSignal))
    .addCommand(mcpCommand())
    .addCommand(executeCommand(stopSignal))
    .configureOutput({ outputError: (text, write) => write(withConfigHint(text, program)) })
    .showHelpAfterError('(conclusive --help lists all commands)')
    .exitOverride();
  for (const command of program.commands)
    command
      .copyInheritedSettings(program)
      .showHelpAfterError(`(conclusive ${command.name()} --help lists its options)`);
  return program;
}

/** `conclusive run my.yml` means `--config my.yml`. */
function withConfigHint(text: string, { commands }: Command): string {
  const [, name] = /^error: too many arguments for '(\w+)'/.exec(text) ?? [];
  const options = commands.find((command) => command.name() === name)?.options ?? [];
  return options.some(({ long }) => long === '--config')
    ? text.replace(/\n$/, ' A config is named with --config FILE.\n')
    : text;
}
