/** Finds what a Python program learns from the labels of all rows before it splits them. */
import { readPrograms } from './programs.ts';
import { type Call, Python, type PythonNode } from './python-tree.ts';

type LearntKind = 'oversampling' | 'target encoding' | 'feature selection';

export interface LearntBeforeSplit {
  readonly kind: LearntKind;
  /** In backticks. */
  readonly line: string;
}

/** A call at its place in a function; -1 stands for the module. */
interface Event {
  readonly from: number;
  readonly scope: number;
  readonly args: string;
  readonly kind: LearntKind | 'split';
  /** Whether a parameter may switch it off. */
  readonly isConditional: boolean;
  /** The call of the program that it comes from. */
  readonly source: PythonNode;
}

const SPLITS = /^(train_test_split|random_split|cross_val_score|cross_validate|cross_val_predict)$/;
const SPLITTERS = /(Fold|ShuffleSplit|LeaveOneOut|LeaveOneGroupOut|TimeSeriesSplit)\(/;
const ENCODERS = /^(Target|CatBoost|LeaveOneOut|JamesStein|MEstimate|WOE|GLMM)Encoder$/;
const SELECTORS =
  /^(SelectKBest|SelectPercentile|SelectF(pr|dr|we)|GenericUnivariateSelect|RFE|RFECV|SelectFromModel|SequentialFeatureSelector|BorutaPy)$/;
const SCORES = /^(f_classif|f_regression|chi2|mutual_info_classif|mutual_info_regression)$/;
/** They drop rows, and copy none. */
const FEWER =
  /^([\w.]+\.)?(\w*UnderSampler|ClusterCentroids|NearMiss|TomekLinks|\w*EditedNearestNeighbours|AllKNN|CondensedNearestNeighbour|OneSidedSelection|NeighbourhoodCleaningRule|InstanceHardnessThreshold)\(/;
const MINORITY = /minority|\brare\b|\w\s*==\s*\w/;
const DEPTH = 3;
const MAX_CHARS = 60;

export async function findLearntBeforeSplit(
  argv: readonly string[],
  directory: string,
): Promise<LearntBeforeSplit | null> {
  for (const text of await readPrograms(argv, directory)) {
    const found = learntBeforeSplit(text);
    if (found !== null) return found;
  }
  return null;
}

/** A function counts where it is called, and what is given rows named as training counts as after the split. */
export function learntBeforeSplit(text: string): LearntBeforeSplit | null {
  const python = new Python(text);
  const classOf = new Map(
    python.assignments().map(({ target, value }) => [target, python.textOf(value)] as const),
  );
  const calls = python.calls();
  const kindOf = (call: Call) => kindOfCall(call, python, classOf);
  const direct = [
    ...calls.flatMap((call) => {
      const kind = kindOf(call);
      return kind === null ? [] : [eventOf(call.node, kind, python)];
    }),
    ...python
      .assignments()
      .filter(({ target, value }) => isSlice(target, python.textOf(value)))
      .map(({ value }) => eventOf(value, 'split', python)),
  ];
  const events = expand(direct, calls, python);
  for (const event of events.toSorted((a, b) => a.from - b.from)) {
    if (event.kind === 'split' || event.isConditional || /train/i.test(event.args)) continue;
    const splits = events.filter(({ kind, scope }) => kind === 'split' && scope === event.scope);
    if (splits.length === 0 || splits.some(({ from }) => from <= event.from)) continue;
    const line = python.textOf(event.source).split('\n')[0] ?? '';
    return { kind: event.kind, line: `\`${line.replaceAll('`', "'").slice(0, MAX_CHARS)}\`` };
  }
  return null;
}

function eventOf(node: PythonNode, kind: Event['kind'], python: Python): Event {
  return {
    from: node.from,
    scope: scopeOf(node)?.from ?? -1,
    args: node.getChild('ArgList') === null ? '' : python.textOf(node),
    kind,
    isConditional: isConditional(node, python),
    source: node,
  };
}

function isConditional(node: PythonNode, python: Python): boolean {
  for (let around = node.parent; around !== null; around = around.parent) {
    if (around.name === 'FunctionDefinition') return false;
    const isIf = around.name === 'IfStatement' || around.name === 'ConditionalExpression';
    if (isIf && !/^if\s+__name__/.test(python.textOf(around))) return true;
  }
  return false;
}

function scopeOf(node: PythonNode): PythonNode | null {
  for (let around = node.parent; around !== null; around = around.parent)
    if (around.name === 'FunctionDefinition') return around;
  return null;
}

/** Adds an event of the same kind for each call of the function that holds it. */
function expand(direct: readonly Event[], calls: readonly Call[], python: Python): Event[] {
  const nameOf = new Map(
    python
      .all('FunctionDefinition')
      .map((node) => [node.from, python.textOf(node.getChild('VariableName') ?? node)] as const),
  );
  const all = [...direct];
  let last = direct;
  for (let depth = 0; depth < DEPTH && last.length > 0; depth += 1) {
    last = last.flatMap((event) => {
      const name = nameOf.get(event.scope);
      if (name === undefined || /train/i.test(event.args)) return [];
      return calls
        .filter(({ callee }) => callee === name)
        .map(({ node }) => {
          const own = eventOf(node, event.kind, python);
          return { ...own, isConditional: own.isConditional || event.isConditional, source: event.source };
        });
    });
    all.push(...last);
  }
  return all;
}

function kindOfCall(
  { callee, name, receiver, args, node }: Call,
  python: Python,
  classOf: ReadonlyMap<string, string>,
): Event['kind'] | null {
  const given = receiver === null ? '' : python.textOf(receiver);
  const made = classOf.get(given) ?? given;
  const text = python.textOf(node);
  if (SPLITS.test(name) || (name === 'split' && SPLITTERS.test(made))) return 'split';
  if (name === 'fit_resample') return FEWER.test(made) ? null : 'oversampling';
  if (/^((sklearn\.)?utils\.)?resample$/.test(callee))
    return /replace\s*=\s*False/.test(text) ? null : 'oversampling';
  const inArgs = args.map(({ value }) => python.textOf(value)).join(', ');
  if (/^(repeat|tile)$/.test(name) && MINORITY.test(inArgs)) return 'oversampling';
  if (name === 'choice' && /minority|\brare\b/.test(inArgs) && !/replace\s*=\s*False/.test(text))
    return 'oversampling';
  if (name === 'sample' && /replace\s*=\s*True/.test(text) && MINORITY.test(made)) return 'oversampling';
  if (SCORES.test(name) && isKept(node)) return 'feature selection';
  if (/^(fit|fit_transform)$/.test(name)) {
    const type = /^([\w.]+)\(/.exec(made)?.[1]?.split('.').at(-1) ?? '';
    if (ENCODERS.test(type)) return 'target encoding';
    if (SELECTORS.test(type)) return 'feature selection';
  }
  const isMean = name === 'mean' || (name === 'transform' && /mean/.test(inArgs));
  return isMean &&
    isOfLabel(given, classOf) &&
    (name === 'transform' ? isKept(node) : isLookedUp(node, python))
    ? 'target encoding'
    : null;
}

/** A value that is only printed does no harm. */
function isKept(node: PythonNode): boolean {
  for (let around = node.parent; around !== null; around = around.parent)
    if (around.name === 'AssignStatement') return true;
  return false;
}

/** `rates` of `rates = labels.mean()` is looked up for rows if the program maps or joins it. */
function isLookedUp(node: PythonNode, python: Python): boolean {
  let around = node.parent;
  while (around !== null && around.name !== 'AssignStatement') around = around.parent;
  if (around === null) return false;
  const [, own] = /^(\w+)\s*=/.exec(python.textOf(around)) ?? [];
  if (own === undefined) return true;
  const use = new RegExp(
    String.raw`\.(map|merge|join|replace|apply|transform)\([^\n]*\b${own}\b|\b${own}(\[|\.(get|loc|reindex|merge|join)\b)`,
  );
  return use.test(python.text);
}

/** `df.groupby("city")["churned"]`, if the program takes its labels from that column. */
function isOfLabel(grouped: string, classOf: ReadonlyMap<string, string>): boolean {
  const column = /\.groupby\(.*\)\s*(?:\[\s*["'](.+?)["']\s*\]|\.(\w+))$/s.exec(grouped);
  const name = column?.[1] ?? column?.[2];
  if (name === undefined) return false;
  const labels = ['y', 'Y', 'labels', 'label', 'target', 'targets'].flatMap(
    (known) => classOf.get(known) ?? [],
  );
  return (
    /^(y|labels?|targets?|outcome)$/i.test(name) ||
    labels.some(
      (value) => value.includes(`["${name}"]`) || value.includes(`['${name}']`) || value.includes(`.${name}`),
    )
  );
}

/** `x_train = x[:800]`, `train, test = order[:n], order[n:]`; a text as a key loads rows that are split already. */
function isSlice(target: string, value: string): boolean {
  return /train/i.test(target) && /^[\w.]+\[(?!\s*["'])[^\]]+\]/.test(value);
}
