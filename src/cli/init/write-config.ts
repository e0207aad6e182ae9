import { stringify } from 'yaml';
import { isShare, knownMetric } from '../../config/known-metrics.ts';
import { HAS_OWNER, SCHEMA_URL } from '../../version.ts';
import type { Param } from './arguments.ts';
import type { FoundMetric } from './find-metrics.ts';
import type { Surroundings } from './look-around.ts';

export interface Draft {
  /** A command, or the path of a model module. */
  readonly command: string;
  readonly isModule: boolean;
  readonly outputs: readonly string[];
  readonly params: Readonly<Record<string, string | number>>;
  /** null: two commits are compared, if there are any. */
  readonly compared: Param | null;
  readonly hasCommits: boolean;
  readonly metric: FoundMetric;
  /** Whether the program draws its training data by a seed. */
  readonly variesData: boolean;
  readonly evaluation: readonly string[];
  readonly requirements: string | null;
  /** null: a training. */
  readonly evaluate: { readonly keys: readonly string[]; readonly setup: string | null } | null;
}

const MARGIN = 0.005;
const PERCENT_MARGIN = 0.5;

export function configText(draft: Draft): string {
  const { command, outputs, compared, hasCommits, metric, evaluation, requirements, variesData } = draft;
  const params = compared === null ? draft.params : { ...draft.params, [compared.name]: compared.value };
  const lines = [
    ...(HAS_OWNER ? [`# yaml-language-server: $schema=${SCHEMA_URL}`] : []),
    "# Is this branch's model really better? All keys: docs/reference/configuration.md of Conclusive.",
    draft.evaluate === null ? 'trainer:' : 'evaluate:',
    `  ${draft.isModule ? 'module' : 'command'}: ${yaml(command)}`,
    ...(draft.evaluate === null ? [] : evaluateLines(draft.evaluate)),
    ...(requirements === null
      ? []
      : [
          '  # One environment per version of the requirements, instead of the current one:',
          `  # setup: ${list(['python3 -m venv {env_dir}', installOf(requirements)])}`,
          `  # setup-files: ${list([requirements])}`,
        ]),
    ...(outputs.length > 0 ? [`  outputs: ${list(outputs)}`] : []),
    ...(Object.keys(params).length > 0 ? [`params: ${yaml(params)}`] : []),
    'models:',
    ...(compared === null && hasCommits
      ? [
          '  baseline: { ref: base }            # the commit at which this branch left its base',
          '  variants:',
          '    - { name: head, ref: head }      # this branch',
        ]
      : [
          '  baseline: {}',
          '  variants:',
          `    - ${yaml(compared === null ? { name: 'head' } : { name: nameOf(compared), params: { [compared.name]: compared.other } })}`,
          '  # Once there are two commits to compare: baseline: { ref: base } and { name: head, ref: head }',
        ]),
    'metrics:',
    ...metricLines(metric),
    ...(draft.evaluate === null
      ? ['seeds: { min: 6, max: 25 }           # stops when it is decided; a number instead: a fixed design']
      : []),
    ...(variesData ? ['vary: [init, order, data]            # the seed also selects the training data'] : []),
    evaluation.length > 0
      ? `evaluation: ${list(evaluation)}   # must be the same for both models`
      : 'evaluation: []                       # files that must be the same for both models, e.g. data/test.csv',
    'gate: { fail-on: [regression, invalid] }',
  ];
  return `${lines.join('\n')}\n`;
}

function evaluateLines({ keys, setup }: NonNullable<Draft['evaluate']>): string[] {
  return [
    ...(setup === null ? [] : [`  setup: ${setup}`]),
    '  repeats: { min: 3, max: 10 }       # stops when it is decided; a number instead: a fixed design',
    ...(keys.length === 0
      ? []
      : [
          '  # The code of a pull request can read their values. Use a key with a spending limit.',
          `  environment: ${list(keys)}`,
        ]),
  ];
}

function metricLines({ name, direction, from, isPercent, source }: FoundMetric): string[] {
  const margin = isShare(name) ? (isPercent ? PERCENT_MARGIN : MARGIN) : undefined;
  // The config needs a direction only for a name that does not tell it.
  const stated = knownMetric(name) === null ? (direction ?? 'maximize') : undefined;
  const metric = { name, role: 'primary', direction: stated, from: from ?? undefined, margin };
  return [
    `  # ${margin === undefined ? 'Add margin' : 'margin'}: the smallest difference that matters. Within it, two models are equivalent.`,
    ...(source === null ? ['  # TODO: write the name of your metric.'] : []),
    ...(direction === null ? ['  # TODO: direction is maximize or minimize.'] : []),
    `  - ${yaml(metric)}`,
  ];
}

function installOf(requirements: string): string {
  if (requirements === 'pyproject.toml') return 'pip install .';
  return requirements === 'environment.yml'
    ? 'conda env update --file environment.yml'
    : `pip install -r ${requirements}`;
}

const SETUP_PYTHON = `      - uses: actions/setup-python@a309ff8b426b58ec0e2a45f0f869d46889d02405 # v6.2.0
        with:
          python-version: "3.12"
`;
const SETUP_NODE = `      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0
        with:
          node-version: "24"
`;

export interface WorkflowNeeds {
  /** What must be set up; null: nothing. */
  readonly language: 'python' | 'node' | null;
  /** Names of secrets, which are those of the variables. */
  readonly keys: readonly string[];
  /** Installs an evaluation tool that no file of requirements lists; null: not needed. */
  readonly install: string | null;
}

export function workflowText(
  { config, action }: { readonly config: string; readonly action: string },
  { python, requirements, defaultBranch }: Pick<Surroundings, 'python' | 'requirements' | 'defaultBranch'>,
  { language, keys, install: own }: WorkflowNeeds,
): string {
  const venv = /^(\.?venv)\//.exec(python)?.[1];
  const [first = ''] = python.split(' ');
  const tool =
    first === 'uv'
      ? 'pip install uv && uv sync'
      : first === 'poetry'
        ? 'pip install poetry && poetry install'
        : null;
  const listed = requirements === null ? null : installOf(requirements);
  const install =
    tool ??
    (venv === undefined
      ? (listed ?? own)
      : [`python -m venv ${venv}`, ...[listed ?? own ?? []].flat().map((one) => `${venv}/bin/${one}`)].join(
          ' && ',
        ));
  const installed = language === 'python' ? install : own;
  const setup = language === 'python' ? SETUP_PYTHON : language === 'node' ? SETUP_NODE : '';
  const steps = installed === null ? setup : `${setup}      - run: ${installed}\n`;
  const secrets = keys.map((key) => `          ${key}: \${{ secrets.${key} }}\n`).join('');
  const environment = secrets === '' ? '' : `        env: # forks get none of them\n${secrets}`;
  const branches = defaultBranch === null ? '' : `\n    branches: ${list([defaultBranch])}`;
  return `name: Conclusive

on:
  pull_request:${branches}
    types: [opened, synchronize, reopened, edited, labeled, unlabeled]

permissions: {}

concurrency:
  group: conclusive-\${{ github.ref }}
  cancel-in-progress: \${{ github.event.action == 'synchronize' }}

jobs:
  verdict:
    name: Compare models
    runs-on: ubuntu-latest
    timeout-minutes: 350 # for all runs together; limits.run-minutes bounds a single one
    permissions:
      contents: read # the checkout, and the base commit
      pull-requests: write # the comment
      checks: write # the check on the commit
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false # no token where training code could read it
          fetch-depth: 0 # the whole history, with the base commit
${steps}      - uses: ${action}
${environment}        with:
          config: ${yaml(config)}
`;
}

function nameOf({ name }: Param): string {
  return `double-${name}`.replaceAll(/[^\w.-]/g, '-').slice(0, 60);
}

/** Writes one line that readers of YAML 1.1 understand, too. */
const ON_A_LINE = {
  collectionStyle: 'flow',
  lineWidth: 0,
  singleQuote: true,
  blockQuote: false,
  compat: 'yaml-1.1',
} as const;

function yaml(value: unknown): string {
  return stringify(value, ON_A_LINE).trim();
}

function list(values: readonly string[]): string {
  return stringify(values, { ...ON_A_LINE, flowCollectionPadding: false }).trim();
}
