import { execFileSync } from 'node:child_process';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { completionScript } from '../../../src/cli/commands/completion.ts';
import { runCommand } from '../../../src/cli/commands/run.ts';
import { showCommand } from '../../../src/cli/commands/show.ts';

const program = new Command('conclusive')
  .addCommand(runCommand(new AbortController().signal))
  .addCommand(showCommand());

test.skipIf(process.platform === 'win32').each([
  [['conclusive', 'r'], 'run'],
  [['conclusive', 'run', '--max'], '--max-minutes'],
  [['conclusive', 'run', 'conf'], ''],
])('bash completes %j', (words, completed) => {
  const script = `${completionScript('bash', program)}
COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _conclusive; echo "\${COMPREPLY[*]}"`;
  expect(execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim()).toBe(completed);
});

test('zsh takes the same by bashcompinit, and fish has a line a command and option', () => {
  expect(completionScript('zsh', program)).toMatch(
    /^autoload -U \+X bashcompinit && bashcompinit\n_conclusive\(\)/,
  );
  const fish = completionScript('fish', program);
  expect(fish).toContain("complete -c conclusive -n __fish_use_subcommand -f -a run -d 'Trains the models");
  expect(fish).toContain("complete -c conclusive -n '__fish_seen_subcommand_from run' -l max-minutes");
});
