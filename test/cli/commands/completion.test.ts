import { execFileSync } from 'node:child_process';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { completionScript } from '../../../src/cli/commands/completion.ts';
import { runCommand } from '../../../src/cli/commands/run.ts';
import { showCommand } from '../../../src/cli/commands/show.ts';

const program = new Command('conclusive')
  .addCommand(runCommand(() => new AbortController().signal))
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

const ON_THIS_MACHINE = (['zsh', 'fish'] as const).filter((shell) => {
  try {
    execFileSync(shell, ['-c', 'exit 0']);
    return true;
  } catch {
    return false;
  }
});

describe.each(ON_THIS_MACHINE)('%s', (shell) => {
  const complete = (line: string): string => {
    const script = completionScript(shell, program);
    if (shell === 'fish')
      return execFileSync('fish', ['-c', `${script}\ncomplete -C ${JSON.stringify(line)}`], {
        encoding: 'utf8',
      });
    const words = line.split(' ');
    // As bashcompinit calls it; zsh itself leaves out what does not begin with the word.
    const offered = execFileSync(
      'zsh',
      [
        '-fc',
        `autoload -U +X compinit && compinit -u -D\n${script}\n[ "\${_comps[conclusive]%% *}" = _bash_complete ] || exit 1
COMP_WORDS=(${words.map((word) => JSON.stringify(word)).join(' ')}); COMP_CWORD=${words.length - 1}
emulate ksh -c '_conclusive'; print -r -- $COMPREPLY`,
      ],
      { encoding: 'utf8' },
    );
    return offered
      .split(/\s+/)
      .filter((word) => word.startsWith(words.at(-1) ?? ''))
      .join(' ');
  };

  test.each([
    ['conclusive r', 'run', 'show'],
    ['conclusive run --max', '--max-minutes', '--json'],
    ['conclusive show --mark', '--markdown', '--aa'],
  ])('%s', (line, offered, other) => {
    const said = complete(line);
    expect(said).toContain(offered);
    expect(said).not.toContain(other);
  });
});

test('zsh takes the same by bashcompinit, and fish has a line a command and option', () => {
  expect(completionScript('zsh', program)).toMatch(
    /^autoload -U \+X bashcompinit && bashcompinit\n_conclusive\(\)/,
  );
  const fish = completionScript('fish', program);
  expect(fish).toContain("complete -c conclusive -n __fish_use_subcommand -f -a run -d 'Trains the models");
  expect(fish).toContain("complete -c conclusive -n '__fish_seen_subcommand_from run' -l max-minutes");
});
