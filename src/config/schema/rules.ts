import { parseClaims } from '../claim/claim.ts';
import { everyKnownName, knownMetric } from '../known-metrics.ts';
import { didYouMean } from '../nearest.ts';
import { type Context, reporter } from './issues.ts';

export function isModulePath(path: string): boolean {
  return /\.m?[jt]s$/.test(path);
}

/** Entries must differ: as a whole, or (for objects) by one key. */
export function refuseRepeats(key: string | null) {
  return (entries: readonly unknown[], context: Context): void => {
    const report = reporter(context);
    const first = new Map<unknown, number>();
    for (const [index, entry] of entries.entries()) {
      const value = key === null ? entry : (entry as Record<string, unknown>)[key];
      const earlier = first.get(value);
      if (earlier === undefined) first.set(value, index);
      else {
        const path = key === null ? [index] : [index, key];
        report(path, `${JSON.stringify(value)} appears twice; the first is entry [${earlier}]`);
      }
    }
  };
}

export function checkSeedBounds(
  seeds: { readonly min: number; readonly max: number },
  context: Context,
): void {
  const report = reporter(context);
  if (seeds.min > seeds.max) report(['max'], `must be at least min (${seeds.min})`);
}

export function checkGateReasons(reasons: readonly string[], context: Context): void {
  const report = reporter(context);
  const index = reasons.indexOf('never');
  if (index >= 0 && reasons.length > 1) {
    report([index], '"never" contradicts the other entries; write it alone or remove it');
  }
}

interface GatedMetrics {
  readonly metrics: ReadonlyArray<{
    readonly name: string;
    readonly role?: string | undefined;
    readonly margin?: number | undefined;
  }>;
  readonly gate: {
    readonly metrics?: Readonly<Record<string, unknown>> | undefined;
    readonly tasks?: unknown;
    readonly cases?: unknown;
  };
  readonly evaluate?: unknown;
}

/** If none is marked as primary, the first is. */
export function primaryOf<Metric extends { readonly role?: string | undefined }>(
  metrics: readonly Metric[],
): Metric[] {
  const isMarked = metrics.some(({ role }) => role === 'primary');
  return metrics.filter(
    ({ role }, index) => role === 'primary' || (!isMarked && index === 0 && role === undefined),
  );
}

/** Secondary metrics are not tested at a level, so a gate on one would raise the false-alarm rate. */
export function checkGateMetrics({ metrics, gate, evaluate }: GatedMetrics, context: Context): void {
  const report = reporter(context);
  if (gate.cases !== undefined && evaluate === undefined)
    report(
      ['gate', 'cases'],
      'is for the cases of an evaluation, but this config trains; write evaluate in place of trainer, or remove this key',
    );
  const primary = primaryOf(metrics);
  if (gate.tasks !== undefined && primary.length > 1)
    report(
      ['gate', 'tasks'],
      `does not say which primary metric it is for: ${primary[0]?.name} or ${primary[1]?.name}; keep one primary metric, or remove this key`,
    );
  for (const [name, policy] of Object.entries(gate.metrics ?? {})) {
    const isGuarded = policy === 'no-worse';
    const metric = metrics.find((one) => one.name === name);
    const isPrimary = primary.some((one) => one.name === name);
    const allowed = (isGuarded ? metrics : primary).map((one) => one.name);
    const problem =
      metric === undefined
        ? `"${name}" is not among the metrics${didYouMean(name, allowed)}`
        : isGuarded && isPrimary
          ? `"${name}" is primary, so its verdict decides; write { fail-on: [regression, inconclusive] }, or give it role: secondary`
          : isGuarded && metric.margin === undefined
            ? `"${name}" has no margin, so no acceptable loss is defined; add margin to it under metrics`
            : !isGuarded && !isPrimary
              ? `"${name}" is secondary and decides nothing; give it role: primary, or write no-worse`
              : null;
    if (problem !== null) report(['gate', 'metrics', name], problem);
  }
}

interface MetricFields {
  readonly name: string;
  readonly direction?: string | undefined;
  readonly 'unusual-direction'?: true | undefined;
  readonly margin?: number | undefined;
  readonly 'min-effect'?: number | undefined;
  readonly from?: string | SourceFields | undefined;
}

const betterIs = (direction: string) => (direction === 'maximize' ? 'higher' : 'lower');

/** Empty without a name. */
function sourceName(from: MetricFields['from']): string {
  if (typeof from === 'string') return from;
  return from?.name ?? from?.key?.split('.').at(-1) ?? '';
}

export function checkMetric(metric: MetricFields, context: Context): void {
  const report = reporter(context);
  const { name, direction, margin } = metric;
  const known = knownMetric(name);
  const contradicts = known !== null && direction !== undefined && direction !== known.direction;
  const isMeant = metric['unusual-direction'] === true;
  if (contradicts && !isMeant) {
    report(
      ['direction'],
      `${direction} contradicts "${name}", which is better ${betterIs(known.direction)}; ` +
        'remove it, or add unusual-direction: true if it is meant',
    );
  }
  const source = sourceName(metric.from);
  const ofSource = knownMetric(source)?.direction;
  const own = direction ?? known?.direction;
  const isReversed = own !== undefined && ofSource !== undefined && ofSource !== own;
  if (isReversed && !isMeant) {
    report(
      ['from'],
      `"${source}" is better ${betterIs(ofSource)}, but ${name} is better ${betterIs(own)}; ` +
        `call the metric ${source}, or add unusual-direction: true if it is meant`,
    );
  }
  if (isMeant && !contradicts && !isReversed) {
    report(['unusual-direction'], `has no effect: no direction here contradicts "${name}"; remove it`);
  }
  if (known === null && direction === undefined) {
    const hint = didYouMean(name, everyKnownName());
    report(
      ['name'],
      `"${name}" is not a metric that Conclusive knows, so say which way is better: ` +
        `direction: maximize or direction: minimize${hint}`,
    );
  }
  const effect = metric['min-effect'];
  if (effect !== undefined && margin !== undefined && effect < margin) {
    report(
      ['min-effect'],
      `must be at least the margin (${margin}): a smaller difference is equivalent; it is ${effect}`,
    );
  }
  if (known !== null && known.maximum !== null && effect !== undefined && effect >= known.maximum) {
    report(['min-effect'], `is as large as ${name} can get, so it cannot be reached: ${effect}`);
  }
  if (known !== null && known.maximum !== null && margin !== undefined && margin >= known.maximum) {
    report(
      ['margin'],
      `is as large as ${name} can get, so everything would be equivalent: ${margin}; ` +
        `write it in the metric's unit: 0.005 is half a percentage point`,
    );
  }
}

export function checkData(
  config: { readonly vary: string | readonly string[]; readonly data: unknown },
  context: Context,
): void {
  const report = reporter(context);
  if (config.data !== 'bootstrap' && !config.vary.includes('data')) {
    report(['data'], 'has no effect unless vary includes "data"; add it there or remove this key');
  }
}

interface FixedConfig {
  readonly vary: string | readonly string[];
  readonly metrics: ReadonlyArray<{ readonly name: string }>;
  readonly models: {
    readonly baseline: {
      readonly ref?: string | undefined;
      readonly params: Readonly<Record<string, unknown>>;
      readonly value?: number | Readonly<Record<string, number>> | undefined;
    };
    readonly reference?: unknown;
  };
}

/** A fixed number for every metric, since a metric without one cannot be compared. */
export function checkBaselineValue({ vary, metrics, models }: FixedConfig, context: Context): void {
  const report = reporter(context);
  const { value, ref, params } = models.baseline;
  if (value === undefined) return;
  const path = ['models', 'baseline', 'value'];
  const names = metrics.map(({ name }) => name);
  if (ref !== undefined || Object.keys(params).length > 0)
    report(path, 'is instead of a model, so remove ref and params, or this key');
  if (vary === 'folds') report(path, 'cannot be used with vary: folds; list what a seed varies');
  if (models.reference !== undefined)
    report(['models', 'reference'], 'needs a baseline that is trained; remove it, or baseline.value');
  if (typeof value === 'number') {
    if (names.length > 1)
      report(path, `is for one metric, but there are ${names.length}; write { ${names[0]}: ${value}, … }`);
    return;
  }
  const missing = names.filter((name) => !Object.hasOwn(value, name));
  if (missing.length > 0)
    report(path, `has no number for ${missing.join(', ')}; add it, or remove the metric`);
  for (const name of Object.keys(value)) {
    if (!names.includes(name))
      report([...path, name], `"${name}" is not among the metrics (${names.join(', ')})`);
  }
}

interface IgnoringConfig {
  readonly checks: { readonly ignore: ReadonlyArray<{ readonly model?: string | undefined }> };
  readonly models: { readonly variants: ReadonlyArray<{ readonly name: string }> };
}

/** An entry for a missing model would silently ignore nothing. */
export function checkIgnoredModels({ checks, models }: IgnoringConfig, context: Context): void {
  const report = reporter(context);
  const names = ['baseline', ...models.variants.map(({ name }) => name)];
  for (const [index, { model }] of checks.ignore.entries()) {
    if (model === undefined || names.includes(model)) continue;
    const hint = didYouMean(model, names);
    report(
      ['checks', 'ignore', index, 'model'],
      `${JSON.stringify(model)} is not among the models (${names.join(', ')})${hint}`,
    );
  }
}

interface ClaimingConfig {
  readonly claim?: string | readonly string[] | undefined;
  readonly metrics: ReadonlyArray<
    Parameters<typeof parseClaims>[1]['metrics'][number] & { readonly role?: string | undefined }
  >;
  readonly models: { readonly variants: ReadonlyArray<{ readonly name: string }> };
}

/** The verdict on `faster, no worse` is that of a primary metric together with its guards. */
function whyNotOneVerdict(
  parts: Extract<ReturnType<typeof parseClaims>, readonly unknown[]>,
  primary: ReadonlyArray<{ readonly name: string }>,
): string | null {
  if (parts.length < 2) return null;
  const isPrimary = (metric: string | null) => primary.some(({ name }) => name === metric);
  for (const { kind, metric } of parts) {
    if (kind === 'no-worse' && isPrimary(metric))
      return `${metric} is primary, so it cannot be the "no worse" part; give it role: secondary`;
    if (kind !== 'no-worse' && metric !== null && !isPrimary(metric))
      return `${metric} is secondary, so its improvement decides nothing; give it role: primary`;
  }
  return null;
}

export function checkClaims({ claim = [], metrics, models }: ClaimingConfig, context: Context): void {
  const report = reporter(context);
  const words = { metrics, variants: models.variants.map(({ name }) => name) };
  for (const [index, text] of [claim].flat().entries()) {
    const parsed = parseClaims(text, words);
    const problem = 'problem' in parsed ? parsed.problem : whyNotOneVerdict(parsed, primaryOf(metrics));
    if (problem !== null) report(typeof claim === 'string' ? ['claim'] : ['claim', index], problem);
  }
}

type SourceFields = Readonly<
  Partial<Record<'name' | 'file' | 'key' | 'stdout' | 'split' | 'take', string | undefined>>
>;

/** A source is a name in the logs with its split, a key of a file, or an expression for standard output. */
export function checkSource({ name, file, key, stdout, split, take }: SourceFields, context: Context): void {
  const report = reporter(context);
  const places = [name, file, stdout].filter((place) => place !== undefined);
  if (places.length !== 1) {
    report([], 'needs exactly one of name, file and stdout');
    return;
  }
  if (name !== undefined && split === undefined)
    report([], `needs the split of "${name}", or write from: ${name}`);
  if (file !== undefined && key === undefined) report([], `needs key, the place of the value in ${file}`);
  if (file === undefined && key !== undefined)
    report(['key'], 'belongs to a file; add it or remove this key');
  if (stdout !== undefined && take === 'best-validation')
    report(['take'], 'lines have no epoch, so validation cannot choose one; write last or best');
}
