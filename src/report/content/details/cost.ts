import { groupBy } from '../../../stats/group-by.ts';
import type { ModelSummary } from '../../../verdict/result.ts';
import { duration } from '../../../words/duration.ts';
import { count } from '../../../words/number.ts';
import { plural, wordFor } from '../../../words/plural.ts';
import { type Block, left, list, right, small, tableBlock } from '../../document.ts';
import { code, join, link, more, type Phrase, plainName, say } from '../../phrase.ts';
import type { View } from '../../view.ts';
import { comparedCommits, linkedCommit } from '../compared-commits.ts';

const MAX_FAILURES = 5;
const MAX_SEEDS = 10;
const MAX_MODELS = 25;
const MAX_PARAMS = 6;
const MAX_ENVIRONMENT = 12;

export function cost(view: View): readonly Block[] {
  const { provenance } = view.result;
  return [
    ...list([runs(view), time(view), ...origin(view)]),
    ...modelTable(view),
    { kind: 'paragraph', content: ['Reproduce:'] },
    { kind: 'lines', text: provenance.command, language: 'sh' },
  ];
}

export function failures({ result: { runs }, words }: View): readonly Block[] {
  const groups = [...groupBy(runs.failures, ({ status, message }) => `${status}\n${message}`).values()];
  const shown = groups.slice(0, MAX_FAILURES);
  const blocks = shown.flatMap((group): readonly Block[] => [
    { kind: 'paragraph', content: say`${join(seedsByModel(words, group), '; ')}: ${group[0].status}` },
    { kind: 'lines', text: group[0].message, language: 'text' },
  ]);
  const hidden = runs.failures.length - shown.flat().length;
  return [...blocks, ...small(more(hidden, 'failed; their records hold the messages.'))];
}

type Failure = View['result']['runs']['failures'][number];

function seedsByModel({ seed: one }: View['words'], failed: readonly Failure[]): readonly Phrase[] {
  return [...groupBy(failed, ({ model }) => model).values()].map((own) => {
    const named = own.slice(0, MAX_SEEDS).map(({ seed }) => seed);
    const more = own.length > MAX_SEEDS ? ` and ${own.length - MAX_SEEDS} more` : '';
    return say`${code(own[0].model)}, ${one}${own.length > 1 ? 's' : ''} ${named.join(', ')}${more}`;
  });
}

/** `conclusive compare` trains nothing. */
function existedAlready({ result: { runs } }: View): boolean {
  return runs.parallel === 0;
}

function runs(view: View): Phrase {
  const { words } = view;
  const { runs } = view.result;
  const failed = runs.failures.length;
  if (existedAlready(view)) {
    return say`Runs: ${runs.reused} existing results${failed === 0 ? '' : `, ${failed} failed`}; nothing was ${words.trained}.`;
  }
  const more = runs.forChecks ? ` ${runs.forChecks} of them were only for checks.` : '';
  const vain = runs.inVain
    ? ` ${runs.inVain} more ${wordFor(runs.inVain, 'was', 'were')} ${words.trained} ahead and not needed${hours(runs.inVainSeconds, words)}.`
    : '';
  const [first, last] = runs.reusedDays ?? [];
  const days = first === undefined ? '' : ` of ${first === last ? first : `${first} to ${last}`}`;
  const counts = [
    [runs.trained, words.trained],
    [runs.reused, `reused from records${days}`],
    [runs.retried, 'retried'],
    [failed, 'failed'],
  ] as const;
  const all = counts.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`);
  return say`Runs: ${all.join(', ') || 'none'}.${more}${vain}`;
}

/** Empty for results of an earlier version. */
function hours(seconds: number | undefined, { training }: View['words']): string {
  return seconds === undefined ? '' : ` (${duration(seconds)} of ${training})`;
}

function time(view: View): Phrase {
  const { runs } = view.result;
  if (existedAlready(view)) return [];
  const cpu = runs.cpuSeconds === null ? '' : `, ${duration(runs.cpuSeconds)} of CPU`;
  if (runs.nodes !== undefined)
    return say`Time: ${duration(runs.wallSeconds)} of ${view.words.training} in total${cpu}, on ${plural(runs.nodes, 'machine')}.`;
  return say`Time: ${duration(runs.wallSeconds)} elapsed${cpu}, ${plural(runs.parallel, 'run')} at a time.`;
}

function origin(view: View): readonly Phrase[] {
  const { program, version, config, trainer, environment, run } = view.result.provenance;
  const machine = Object.entries(environment)
    .slice(0, MAX_ENVIRONMENT)
    .map(([name, value]): Phrase => [code(`${name} ${value}`)]);
  const change = comparedCommits(view);
  return [
    machine.length === 0 ? [] : say`Machine: ${join(machine, ', ')}.`,
    existedAlready(view)
      ? say`Results of ${code(config)}, compared by ${code(`${program} ${version}`)}.`
      : say`Config ${code(config)}, ${view.words.trainer} ${code(trainer)}, ${code(`${program} ${version}`)}${change.length === 0 ? '' : ', '}${change}.`,
    run === undefined ? [] : say`${link('Workflow run', run)}.`,
  ];
}

function modelTable(view: View): readonly Block[] {
  return tableBlock(view.result.models.slice(0, MAX_MODELS), [
    left('Model', ({ name }) => plainName(name)),
    left('Code', (model) => (existedAlready(view) && model.commit === null ? [] : source(view, model))),
    left('Parameters of the config', params),
    right('Trainable parameters', ({ parameters }) => (parameters === null ? '' : count(parameters))),
    left('Runs', ({ runs }) =>
      Object.entries(runs)
        .filter(([, n]) => n > 0)
        .map(([status, n]) => `${n} ${status}`)
        .join(', '),
    ),
  ]);
}

function source(view: View, { ref, commit }: ModelSummary): Phrase {
  const name = ref === null ? 'checkout' : code(ref);
  return commit === null ? [name] : say`${name} ${linkedCommit(view, commit.slice(0, 7))}`;
}

function params({ params }: ModelSummary): Phrase {
  const entries = Object.entries(params);
  const shown = entries.slice(0, MAX_PARAMS).map(([name, value]) => [code(`${name}: ${value}`)]);
  return join([...shown, more(entries.length - MAX_PARAMS)], ', ');
}
