/** Arguments of a Python program: argparse, click, typer, absl, transformers, positions, environment variables. */
import { isOwnVariable, type Option } from './program-text.ts';
import { PythonPaths } from './python-paths.ts';
import { type Argument, childrenOf, type Python, type PythonNode, parts } from './python-tree.ts';

const MAKES_BOOLEAN = /^(?:store_(?:true|false|const)|count|.*BooleanOptionalAction)$/;

export function optionsOf(python: Python): { options: Option[]; commands: string[] } {
  const reader = new Reader(python);
  reader.readParsers();
  reader.readFunctions();
  reader.readFlags();
  return { options: [...reader.options.values()], commands: [...new Set(reader.commands)] };
}

class Reader {
  readonly options = new Map<string, Option>();
  readonly commands: string[] = [];
  readonly #python: Python;
  readonly #paths: PythonPaths;

  constructor(python: Python) {
    this.#python = python;
    this.#paths = new PythonPaths(python);
  }

  /** argparse: `p = commands.add_parser("train")` owns what `p.add_argument(…)` adds until `p` is assigned again. */
  readParsers(): void {
    const parsers = this.#python.assignments().flatMap(({ target, value, from }) => {
      const call = value.name === 'CallExpression' ? this.#python.callOf(value) : null;
      const command = call?.name === 'add_parser' ? this.#python.literal(call.args[0]?.value) : null;
      return command === null ? [] : [{ target, command, from }];
    });
    this.commands.push(...parsers.map(({ command }) => command));
    for (const { name, receiver, args, node } of this.#python.calls()) {
      if (name !== 'add_argument') continue;
      const owner = receiver === null ? '' : this.#python.textOf(receiver);
      const parser = parsers.findLast(({ target, from }) => target === owner && from < node.from);
      this.#addCall(args, parser?.command ?? null);
    }
  }

  /** click: options are decorators. typer: options are the function's parameters. */
  readFunctions(): void {
    const isTyper = /\btyper\b/.test(this.#python.text);
    const called = this.#python
      .calls()
      .filter(({ callee }) => callee === 'typer.run')
      .map(({ args: [first] }) => (first === undefined ? '' : this.#python.textOf(first.value)));
    const functions = this.#python.all('FunctionDefinition').map((node) => this.#functionOf(node));
    const own = functions.filter(({ command }) => command !== null);
    const isGroup = functions.some(({ decorators }) =>
      decorators.some(({ callee }) => /\bgroup$/.test(callee)),
    );
    const hasCommands = own.length > 1 || isGroup;
    if (hasCommands) this.commands.push(...own.map(({ command }) => command ?? ''));
    for (const { name, command, decorators, parameters } of functions) {
      const owner = hasCommands ? command : null;
      for (const { callee, args } of decorators)
        if (/\b(?:option|argument)$/.test(callee)) this.#addCall(args, owner);
      if (isTyper && (command !== null || called.includes(name)))
        for (const part of parts(parameters)) this.#addParameter(part, owner);
    }
  }

  /** absl, and the options that transformers makes of TrainingArguments. */
  readFlags(): void {
    const calls = this.#python.calls();
    const required = calls
      .filter(({ name }) => /^mark_flags?_as_required$/.test(name))
      .map(({ node }) => this.#python.textOf(node))
      .join('\n');
    for (const { name: call, args } of calls) {
      const name = this.#python.literal(args[0]?.value);
      if (/^DEFINE_(?:integer|float|string|enum)$/.test(call) && name !== null)
        this.#add(`--${name}`, name, {
          value: this.#valueOf(args.find((one) => one.name === 'default')?.value ?? args[1]?.value),
          isNeeded:
            this.#keyword(args, 'required') === 'True' || new RegExp(`["']${name}["']`).test(required),
        });
      if (call !== 'HfArgumentParser') continue;
      this.#add('--seed', 'seed', { value: '42' });
      this.#add('--output_dir', 'output_dir', { isNeeded: true });
    }
  }

  #functionOf(node: PythonNode) {
    const name = this.#python.textOf(node.getChild('VariableName') ?? node);
    const decorators = node.parent?.name === 'DecoratedStatement' ? node.parent.getChildren('Decorator') : [];
    const read = decorators.map((decorator) => {
      const list = decorator.getChild('ArgList');
      const callee = this.#python.text.slice(decorator.from + 1, list?.from ?? decorator.to).trim();
      return { callee, args: this.#python.argumentsOf(list) };
    });
    const command = read.find(({ callee }) => /^(?!click\.)\w+\.command$/.test(callee));
    const stated = command === undefined ? null : this.#python.literal(command.args[0]?.value);
    return {
      name,
      decorators: read,
      command: command === undefined ? null : (stated ?? name.replaceAll('_', '-')),
      parameters: node.getChild('ParamList'),
    };
  }

  #addCall(args: readonly Argument[], command: string | null): void {
    const names = args
      .filter(({ name }) => name === null)
      .flatMap(({ value }) => this.#python.literal(value) ?? []);
    const flag = names.find((name) => name.startsWith('--')) ?? names.find((name) => name.startsWith('-'));
    const keyword = (name: string) => this.#keyword(args, name);
    const action = keyword('action').replaceAll(/["']/g, '');
    if (MAKES_BOOLEAN.test(action) || keyword('is_flag') === 'True' || keyword('type') === 'bool') return;
    const value = this.#valueOf(args.find(({ name }) => name === 'default')?.value);
    const [name = ''] = names;
    if (flag !== undefined)
      this.#add(flag, flag, { value, isNeeded: keyword('required') === 'True', command });
    else if (!/^["'][?*]["']$/.test(keyword('nargs')) && value === null && keyword('required') !== 'False')
      this.#add(null, name, { isNeeded: true, command });
  }

  /** `seed: int = 0`, `out: Annotated[Path, typer.Option("--output")] = Path("runs")`, `data: Path = typer.Argument(…)` */
  #addParameter(part: readonly PythonNode[], command: string | null): void {
    const [variable] = part;
    if (variable?.name !== 'VariableName') return;
    const name = this.#python.textOf(variable);
    const type = part.find((node) => node.name === 'TypeDef');
    const stated = part.some((node) => node.name === 'AssignOp') ? part.at(-1) : undefined;
    const annotation = type === undefined ? '' : this.#python.textOf(type);
    const whole = part.map((node) => this.#python.textOf(node)).join(' ');
    if (/^:\s*(?:Annotated\[\s*)?bool\b/.test(annotation) || /\bContext\b/.test(annotation)) return;
    const isArgument =
      /\btyper\.Argument\(/.test(whole) || (stated === undefined && !/\btyper\.Option\(/.test(whole));
    const call = stated?.name === 'CallExpression' ? this.#python.callOf(stated) : null;
    const given = call !== null && /\btyper\./.test(call.callee) ? call.args[0]?.value : stated;
    const flag = /["'](--[\w-]+)["']/.exec(whole)?.[1] ?? `--${name.replaceAll('_', '-')}`;
    const isNeeded = given === undefined || this.#python.textOf(given) === '...';
    if (isArgument && !isNeeded) return;
    this.#add(isArgument ? null : flag, name, { value: this.#valueOf(given), isNeeded, command });
  }

  #add(flag: string | null, named: string, more: Partial<Option>): void {
    const name = named.replace(/^-+/, '').replaceAll('-', '_').toLowerCase();
    // A stranger wrote it, and it goes into a command and the config.
    if (!/^[\w.]+$/.test(name) || (flag !== null && !/^-{1,2}[\w.-]+$/.test(flag))) return;
    const key = `${more.command ?? ''} ${name}`;
    if (this.options.has(key)) return;
    this.options.set(key, { flag, name, value: null, isNeeded: false, command: null, ...more });
  }

  #valueOf(node: PythonNode | undefined): string | null {
    if (node === undefined || /^(?:None|\.\.\.)$/.test(this.#python.textOf(node))) return null;
    return this.#paths.valueOf(node);
  }

  #keyword(args: readonly Argument[], name: string): string {
    const found = args.find((one) => one.name === name);
    return found === undefined ? '' : this.#python.textOf(found.value);
  }
}

/** `seed = int(sys.argv[1])` */
export function positionsOf(python: Python): Array<{ position: number; name: string }> {
  const found = new Map<number, string>();
  for (const { target, value } of python.assignments()) {
    const position = Number(/\bsys\.argv\[(\d)\]/.exec(python.textOf(value))?.[1] ?? 0);
    if (position > 0) found.set(position, target.toLowerCase());
  }
  return [...found].sort(([a], [b]) => a - b).map(([position, name]) => ({ position, name }));
}

/** `os.environ.get("SEED", 0)`, `os.environ["SEED"]`, `os.getenv("SEED")` */
export function variablesOf(python: Python): ReadonlyMap<string, string | null> {
  const paths = new PythonPaths(python);
  const found = new Map<string, string | null>();
  const add = (name: string | null, value: string | null) => {
    if (name !== null && /^[A-Za-z_]\w*$/.test(name) && !isOwnVariable(name)) found.set(name, value);
  };
  for (const { callee, args } of python.calls())
    if (/\benviron\.get$|\bgetenv$/.test(callee))
      add(python.literal(args[0]?.value), args[1] === undefined ? null : paths.valueOf(args[1].value));
  for (const node of python.all('MemberExpression')) {
    const [base, , key] = childrenOf(node);
    if (base !== undefined && /\benviron$/.test(python.textOf(base))) add(python.literal(key), null);
  }
  return found;
}

/** Keys of the variable that holds CONCLUSIVE_PARAMS. */
export function paramsOf(python: Python): string[] {
  const holders = python
    .assignments()
    .filter(({ value }) => /CONCLUSIVE_PARAMS/.test(python.textOf(value)))
    .map(({ target }) => target);
  const keys = python.all('MemberExpression').flatMap((node) => {
    const [base, , key] = childrenOf(node);
    const name = base !== undefined && holders.includes(python.textOf(base)) ? python.literal(key) : null;
    return name === null ? [] : [name];
  });
  return [...new Set(keys)];
}
