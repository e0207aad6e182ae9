/** The design of the first test of two models, and what has changed in it since. */
import { createHash } from 'node:crypto';
import type { Comparison } from '../../analysis/compare/comparison.ts';
import { fixedBaseline, type Metric } from '../../config/file/normalise.ts';
import { isTrained, type PreparedModel } from '../../plan/runs/plan-runs.ts';
import { canonicalJson } from '../../records/json.ts';
import type { Setting } from '../../records/store/tested.ts';
import type { DesignChange } from '../../verdict/design-change.ts';
import { allGuarded } from '../guarded-metrics.ts';
import type { Experiment } from '../prepare.ts';

const NONE = 'none';

/** The text of a pull request may claim that a metric gets no worse. */
type Designed = Pick<Experiment, 'config' | 'models'> & {
  readonly request?: Pick<Experiment['request'], 'description'>;
};

/** Where a metric is read, which a new name does not change. */
export function sourceOf({ name, from }: Pick<Metric, 'name' | 'from'>): string {
  if (from === undefined) return name;
  return from.split === null ? from.name : `${from.name} (${from.split})`;
}

/** Identity of two arms, whichever is the baseline. */
export function armsOf({ models }: Pick<Designed, 'models'>, variant: PreparedModel): string {
  return digest([armOf(models[0]), armOf(variant)].sort());
}

/** Everything that a verdict on this variant depends on, apart from the runs. */
export function settingsOf(
  { config, models, request }: Designed,
  variant: PreparedModel,
  comparisons: readonly Comparison[] = [],
): Setting[] {
  const primary = config.metrics.filter(({ role }) => role === 'primary');
  const guarded = allGuarded(config, request?.description);
  const fixed = fixedBaseline(config);
  const ofMetric = (setting: Setting['setting'], metric: Metric, value: Setting['value']): Setting => ({
    setting,
    subject: sourceOf(metric),
    value,
  });
  const own = (setting: Setting['setting'], value: Setting['value']): Setting => ({
    setting,
    subject: null,
    value,
  });
  const scopes = primary.flatMap((metric) => {
    const measured = comparisons.find((one) => one.variant === variant.name && one.metric === metric.name);
    return measured?.difference == null ? [] : [ofMetric('scope', metric, measured.scope)];
  });
  return [
    ...primary.flatMap((metric) => [
      ofMetric('direction', metric, metric.direction),
      ofMetric('margin', metric, metric.margin ?? NONE),
      ofMetric('min-effect', metric, metric.minEffect ?? NONE),
    ]),
    ...config.metrics
      .filter(({ name }) => guarded.includes(name))
      .flatMap((metric) => [
        ofMetric('direction', metric, metric.direction),
        ofMetric('guard', metric, metric.margin ?? NONE),
      ]),
    ...config.metrics.flatMap((metric) => {
      const value = fixed?.[metric.name];
      return value === undefined ? [] : [ofMetric('value', metric, value)];
    }),
    own('alpha', config.alpha),
    own('alpha.per', config.alphaPer),
    own('seeds', seedsOf(config)),
    own('vary', varyOf(config)),
    own('variants', models.length - 1),
    ...(config.tasks === undefined
      ? []
      : [
          own('tasks', tasksOf(config)),
          own('verdict.for', questionOf(config)),
          own('gate.tasks', taskGateOf(config)),
        ]),
    own('baseline', armOf(models[0])),
    own('runs', digest([models[0]?.fingerprint(1) ?? '', variant.fingerprint(1)].sort())),
    ...scopes,
  ];
}

/** @param metrics of the config, by whose names the changes are told */
export function changesOf(
  variant: string,
  first: readonly Setting[],
  now: readonly Setting[],
  metrics: readonly Metric[],
): Array<Omit<DesignChange, 'withholds'>> {
  const nameOf = (subject: string) => metrics.find((metric) => sourceOf(metric) === subject)?.name ?? subject;
  const known = new Map(first.map((setting) => [keyOf(setting), setting.value]));
  const hasTasks = [first, now].some((settings) => settings.some(({ setting }) => setting === 'tasks'));
  const all = hasTasks ? withTasks(now) : now;
  const changed = all.flatMap(({ setting, subject, value }) => {
    const stated = known.get(keyOf({ setting, subject }));
    const from = stated ?? (setting === 'tasks' ? NONE : undefined);
    if (from === undefined || from === value || isStricter(setting, from, value)) return [];
    if (setting === 'baseline' && !isOneSided(now)) return [];
    return [{ variant, setting, subject: subject && nameOf(subject), from, to: value }];
  });
  const removed = first.flatMap(({ setting, subject, value }) =>
    setting === 'guard' && subject !== null && !judgedBy(now).includes(subject)
      ? [{ variant, setting, subject: nameOf(subject), from: value, to: NONE }]
      : [],
  );
  const tested = [first, now].map((settings) => primaryOf(settings).map(nameOf).sort().join(', '));
  const [from = '', to = ''] = tested;
  const metricsChanged =
    from === to ? [] : [{ variant, setting: 'metrics' as const, subject: null, from, to }];
  // Runs that vary otherwise, or are on other tasks, are always others.
  const isExplained = changed.some(({ setting }) => setting === 'vary' || setting === 'tasks');
  return [
    ...metricsChanged,
    ...changed.filter(({ setting }) => setting !== 'runs' || !isExplained),
    ...removed,
  ];
}

function withTasks(settings: readonly Setting[]): readonly Setting[] {
  return settings.some(({ setting }) => setting === 'tasks')
    ? settings
    : [...settings, { setting: 'tasks', subject: null, value: NONE }];
}

/** A one-sided design changes when its models are swapped; any other gives the mirrored result. */
function isOneSided(settings: readonly Setting[]): boolean {
  return settings.some(
    ({ setting, value }) => setting === 'guard' || (setting === 'min-effect' && value !== NONE),
  );
}

export function isSwapped(first: readonly Setting[], now: readonly Setting[]): boolean {
  const [before, after] = [first, now].map((settings) =>
    settings.find(({ setting }) => setting === 'baseline'),
  );
  return before?.value !== after?.value;
}

/** Primary and guarded metrics. */
export function judgedBy(settings: readonly Setting[]): string[] {
  return settings.flatMap(({ setting, subject }) =>
    setting === 'direction' && subject !== null ? [subject] : [],
  );
}

function primaryOf(settings: readonly Setting[]): string[] {
  return settings.flatMap(({ setting, subject }) =>
    setting === 'margin' && subject !== null ? [subject] : [],
  );
}

/** More variants share alpha, so each is tested at less of it; a gate that is added can only block. */
function isStricter(setting: Setting['setting'], from: Setting['value'], to: Setting['value']): boolean {
  return (setting === 'variants' && to > from) || (setting === 'gate.tasks' && from === NONE);
}

function keyOf({ setting, subject }: Pick<Setting, 'setting' | 'subject'>): string {
  return JSON.stringify([setting, subject]);
}

/** Numbers are settings of one arm. */
function armOf(model: PreparedModel | undefined): string {
  if (model !== undefined && !isTrained(model)) return 'value';
  return model?.arm ?? model?.fingerprint(1) ?? '';
}

function seedsOf({ seeds: { min, max } }: Designed['config']): string {
  return min === max ? String(max) : `${min}..${max}`;
}

function varyOf({ vary, data, folds }: Designed['config']): string {
  const sources = ['init', 'order', 'data'].filter((source) => vary.some((one) => one === source)).join(', ');
  if (folds !== null) return `${folds.k} folds`;
  return sources.includes('data') ? `${sources} (${data})` : sources;
}

const MAX_TASKS_CHARS = 200;

/** A value of a new task is a mean over the seeds. */
function questionOf({ verdict, seeds }: Designed['config']): string {
  return verdict.for === 'new-tasks' ? `new-tasks with ${seeds.max} seeds` : 'these-tasks';
}

function taskGateOf({ gate }: Designed['config']): string {
  if (gate.tasks === undefined) return NONE;
  const { 'no-worse-than': loss, allow } = gate.tasks;
  return shortened(
    `no-worse-than ${loss}${allow.length === 0 ? '' : `, allow ${allow.toSorted().join(', ')}`}`,
  );
}

function tasksOf({ tasks = [], normalise = {} }: Designed['config']): string {
  const named = tasks.map(({ name, metric, margin, seeds: ownSeeds }) => {
    const bounds = normalise[name];
    const own = [
      ...(metric === undefined ? [] : [metric]),
      ...(margin === null ? [] : [`margin ${margin}`]),
      ...(ownSeeds === undefined ? [] : [`${ownSeeds} seeds`]),
      ...(bounds === undefined ? [] : [`${bounds.random} to ${bounds.human}`]),
    ];
    return own.length === 0 ? name : `${name} (${own.join(', ')})`;
  });
  return shortened(named.sort().join(', '), `${tasks.length} tasks, `);
}

function shortened(text: string, size = ''): string {
  return text.length <= MAX_TASKS_CHARS
    ? text
    : `${text.slice(0, MAX_TASKS_CHARS)}… (${size}${digest([text]).slice(0, 8)})`;
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(canonicalJson(parts)).digest('hex');
}
