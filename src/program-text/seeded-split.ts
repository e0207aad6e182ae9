/** Finds a test set that a Python program draws by its seed. */
import { readPrograms } from './programs.ts';
import { type Argument, type Call, Python, type PythonNode, parts } from './python-tree.ts';

interface Seeded {
  /** The argument that seeds the split. */
  readonly argument: string;
  /** Calls that seed a split without that argument. */
  readonly seeder: RegExp;
}

const SPLITS: Readonly<Record<string, Seeded>> = {
  train_test_split: { argument: 'random_state', seeder: /\brandom\.seed$/ },
  random_split: { argument: 'generator', seeder: /^torch\.manual_seed$|\bseed_everything$/ },
};
const TEST_SET = /test|hold_?out/i;
const MAX_STEPS = 4;

/** @returns the line that splits; null if the text does not show that the seed draws the test set */
export async function findSeededSplit(argv: readonly string[], directory: string): Promise<string | null> {
  for (const text of await readPrograms(argv, directory)) {
    const found = seededSplit(text, argv);
    if (found !== null) return found;
  }
  return null;
}

/** Only what is assigned to a name with `test` counts: a program may also draw a validation set. */
export function seededSplit(text: string, argv: readonly string[]): string | null {
  const python = new Python(text);
  const calls = python.calls();
  const option = seedOption(argv);
  const isSeed = (node: PythonNode, steps = 0): boolean => {
    const given = python.textOf(node);
    if (given.includes('CONCLUSIVE_SEED')) return true;
    if (option !== null && new RegExp(String.raw`^(?:int\()?\w+\.${option}\)?$`).test(given)) return true;
    const sources = /^\w+$/.test(given) && steps < MAX_STEPS ? sourcesOf(given, node, python, calls) : [];
    return sources.length > 0 && sources.every((source) => isSeed(source, steps + 1));
  };
  const drawn = calls.find(({ name, args, node }) => {
    const { argument, seeder } = SPLITS[name] ?? {};
    if (argument === undefined || !TEST_SET.test(targetsOf(node, python))) return false;
    const own = args.find((one) => one.name === argument);
    const seeds = own === undefined ? calls.filter(({ callee }) => seeder?.test(callee)) : [];
    const given = own === undefined ? seeds.flatMap((call) => call.args.slice(0, 1)) : [seedIn(own, python)];
    return given.length > 0 && given.every(({ value }) => isSeed(value));
  });
  return drawn === undefined ? null : python.textOf(drawn.node).replaceAll(/\s+/g, ' ');
}

/** `random_seed` of `--random-seed {seed}` */
function seedOption(argv: readonly string[]): string | null {
  const at = argv.findIndex((word) => /(?:^|=)\{seed\}$/.test(word));
  const word = argv[at]?.startsWith('-') ? argv[at] : argv[at - 1];
  return /^--?([\w-]+)/.exec(word ?? '')?.[1]?.replaceAll('-', '_') ?? null;
}

/** `torch.Generator().manual_seed(seed)` holds the seed. */
function seedIn(own: Argument, python: Python): Argument {
  if (own.value.name !== 'CallExpression') return own;
  const { name, args } = python.callOf(own.value);
  return name === 'manual_seed' ? (args[0] ?? own) : own;
}

function targetsOf(node: PythonNode, python: Python): string {
  const around = node.parent;
  return around?.name === 'AssignStatement' ? python.text.slice(around.from, node.from) : '';
}

/** What a name may hold: all that is assigned to it, or given for the parameter of the function around it. */
function sourcesOf(name: string, node: PythonNode, python: Python, calls: readonly Call[]): PythonNode[] {
  for (let around = node.parent; around !== null; around = around.parent) {
    if (around.name !== 'FunctionDefinition') continue;
    const names = parts(around.getChild('ParamList')).map(([first]) => first && python.textOf(first));
    const at = names.indexOf(name);
    if (at < 0) continue;
    const callee = python.textOf(around.getChild('VariableName') ?? around);
    return calls
      .filter((call) => call.callee === callee)
      .map(({ args, node }) => (args.find((one) => one.name === name) ?? args[at])?.value ?? node);
  }
  return python.assignments().flatMap(({ target, value }) => (target === name ? [value] : []));
}
