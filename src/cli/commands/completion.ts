import { Argument, Command } from 'commander';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

export function completionCommand(): Command {
  return new Command('completion')
    .description('Prints the completion script of a shell.')
    .addArgument(new Argument('<shell>', 'the shell to complete commands in').choices(SHELLS))
    .addHelpText(
      'after',
      `
bash: eval "$(conclusive completion bash)"      in ~/.bashrc
zsh:  eval "$(conclusive completion zsh)"       in ~/.zshrc, after compinit
fish: conclusive completion fish | source       in ~/.config/fish/config.fish`,
    )
    .action((shell: Shell, _options: unknown, command: Command) => {
      process.stdout.write(completionScript(shell, command.parent ?? command));
    });
}

export function completionScript(shell: Shell, program: Command): string {
  const name = program.name();
  const commands = program.commands.map((command) => ({
    name: command.name(),
    description:
      command
        .description()
        .split('. ')[0]
        ?.replaceAll(/['"`$\\]/g, '') ?? '',
    options: ['--help', ...command.options.flatMap(({ long }) => long ?? [])],
  }));
  const names = commands.map((command) => command.name).join(' ');
  if (shell === 'fish')
    return [
      ...commands.map(
        (one) => `complete -c ${name} -n __fish_use_subcommand -f -a ${one.name} -d '${one.description}'`,
      ),
      ...commands.flatMap((one) =>
        one.options.map(
          (option) =>
            `complete -c ${name} -n '__fish_seen_subcommand_from ${one.name}' -l ${option.slice(2)}`,
        ),
      ),
      '',
    ].join('\n');
  const cases = commands.map((one) => `    ${one.name}) options="${one.options.join(' ')}" ;;`).join('\n');
  const complete = `_${name}() {
  local word=\${COMP_WORDS[COMP_CWORD]} options="--help --version"
  case \${COMP_WORDS[1]} in
${cases}
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then options="${names} $options"; fi
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ] || [ "\${word#-}" != "$word" ]; then COMPREPLY=($(compgen -W "$options" -- "$word")); fi
}
complete -o default -F _${name} ${name}
`;
  return shell === 'bash' ? complete : `autoload -U +X bashcompinit && bashcompinit\n${complete}`;
}
