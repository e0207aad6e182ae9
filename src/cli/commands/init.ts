import { Command } from 'commander';
import type { InitOptions } from '../init/initialise.ts';

/** A config that says what every line is for. It compares the branch with its base, with any program as trainer. */
export const STARTER_CONFIG = `# Is this branch's model really better? All keys: docs/reference/configuration.md of Conclusive.
trainer:
  # Any program. {seed} and {run_dir} are filled in; it leaves {"accuracy": 0.83} in {run_dir}/metrics.json.
  command: python train.py --seed {seed} --out {run_dir}
models:
  baseline: { ref: base }            # the commit at which this branch left its base
  variants:
    - { name: head, ref: head }      # this branch
metrics:
  # margin: the smallest difference that matters. Within it, two models are equivalent.
  - { name: accuracy, role: primary, direction: maximize, margin: 0.005 }
seeds: { min: 6, max: 25 }           # stops as soon as it is decided; a number: as many in any case
evaluation: []                       # files that must not differ between the two, e.g. data/test.csv
gate: { fail-on: [regression, invalid] }
`;

export function initCommand(signal: AbortSignal): Command {
  return new Command('init')
    .summary('Writes a config and a workflow from what it finds.')
    .description(
      'Looks for the program that trains, its seed and its metrics; writes a config, and a workflow for pull requests. Runs nothing unless asked to.',
    )
    .argument('[file]', 'where to', 'conclusive.yml')
    .option('-y, --yes', 'ask nothing: take what is found (the default where there is no terminal)')
    .option('--trial', 'train once to see which metrics there are: this runs code of the repository')
    .option('--no-workflow', 'write no .github/workflows/conclusive.yml')
    .action(async (file: string, options: InitOptions) => {
      const { initialise } = await import('../init/initialise.ts');
      process.stdout.write(await initialise(file, options, STARTER_CONFIG, signal));
    });
}
