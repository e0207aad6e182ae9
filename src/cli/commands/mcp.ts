import { Command } from 'commander';
import { compareCommand } from './compare.ts';
import { inspectCommand } from './inspect.ts';
import { planCommand } from './plan.ts';

export function mcpCommand(): Command {
  return new Command('mcp')
    .description('Serves compare, inspect and plan to an agent (Model Context Protocol).')
    .addHelpText('after', '\nAn agent starts it and talks to it over standard input and output.')
    .action(async () => {
      const { serveTools } = await import('../agent-tools.ts');
      serveTools({
        compare: compareCommand(),
        inspect: inspectCommand(),
        plan: planCommand(),
      });
    });
}
