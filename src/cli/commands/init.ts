import { Command } from 'commander';
import type { InitOptions } from '../init/initialise.ts';

export const STARTER_CONFIG = `# Is this branch's model really better? All keys: docs/reference/configuration.md of Conclusive.
trainer:
  # Any program. It gets {seed} and {run_dir}, and writes {"accuracy": 0.83} to {run_dir}/metrics.json.
  command: python train.py --seed {seed} --out {run_dir}
models:
  baseline: { ref: base }            # the commit at which this branch left its base
  variants:
    - { name: head, ref: head }      # this branch
metrics:
  # margin: the smallest difference that matters. Within it, two models are equivalent.
  - { name: accuracy, role: primary, direction: maximize, margin: 0.005 }
seeds: { min: 6, max: 25 }           # stops when it is decided; a number instead: a fixed design
evaluation: []                       # files that must be the same for both models, e.g. data/test.csv
gate: { fail-on: [regression, invalid] }
`;

export function initCommand(stopSignal: () => AbortSignal): Command {
  return new Command('init')
    .summary('Writes a config and a workflow for this repository.')
    .description(
      'Finds the program that trains or evaluates, its seed and its metrics. Writes a config, and a workflow for pull requests. Runs nothing unless you agree.',
    )
    .argument('[file]', 'path of the config to write', 'conclusive.yml')
    .option('-y, --yes', 'ask no questions and use what was found (the default without a terminal)')
    .option('--trial', 'train once to find the metrics; this runs code of the repository')
    .option('--evaluate', 'compare evaluations, as of promptfoo or Inspect, if both are found')
    .option('--no-evaluate', 'compare trainings, if both are found')
    .option('--action <owner/repo@ref>', 'the action that the workflow uses, at a commit or tag')
    .option('--no-workflow', 'write no .github/workflows/conclusive.yml')
    .action(async (file: string, options: InitOptions) => {
      const { initialise } = await import('../init/initialise.ts');
      process.stdout.write(await initialise(file, options, STARTER_CONFIG, stopSignal()));
    });
}
