/** The syntax tree of a Python program. */
import { parser } from '@lezer/python';

export type PythonNode = ReturnType<typeof parser.parse>['topNode'];

export interface Argument {
  /** null: given by position. */
  readonly name: string | null;
  readonly value: PythonNode;
}

export interface Call {
  /** `os.path.join`, as written. */
  readonly callee: string;
  /** The last part of the callee: `join`. */
  readonly name: string;
  /** `p` of `p.add_argument(…)`. */
  readonly receiver: PythonNode | null;
  readonly args: readonly Argument[];
  readonly node: PythonNode;
}

export interface Assignment {
  readonly target: string;
  readonly value: PythonNode;
  readonly from: number;
}

const PREFIX = /^[a-zA-Z]*("""|'''|"|')/;

export class Python {
  readonly text: string;
  readonly #nodes = new Map<string, PythonNode[]>();

  constructor(text: string) {
    this.text = text;
    parser.parse(text).iterate({
      enter: ({ name, node }) => {
        const known = this.#nodes.get(name);
        if (known === undefined) this.#nodes.set(name, [node]);
        else known.push(node);
      },
    });
  }

  /** @returns nodes of one kind, in the order of the text */
  all(kind: string): readonly PythonNode[] {
    return this.#nodes.get(kind) ?? [];
  }

  textOf({ from, to }: PythonNode): string {
    return this.text.slice(from, to);
  }

  calls(): Call[] {
    return this.all('CallExpression').map((node) => this.callOf(node));
  }

  callOf(node: PythonNode): Call {
    const called = node.firstChild;
    const callee = called === null ? '' : this.textOf(called);
    const receiver = called?.name === 'MemberExpression' ? called.firstChild : null;
    const args = this.argumentsOf(node.getChild('ArgList'));
    return { callee, name: callee.split('.').at(-1) ?? '', receiver, args, node };
  }

  /** @param list an `ArgList` */
  argumentsOf(list: PythonNode | null): Argument[] {
    return parts(list).flatMap(([first, sign, value]): Argument[] => {
      if (first === undefined) return [];
      const isNamed = sign?.name === 'AssignOp' && value !== undefined;
      return [isNamed ? { name: this.textOf(first), value } : { name: null, value: first }];
    });
  }

  /** @returns one entry for each target: `a, b = 1, 2` has two */
  assignments(): Assignment[] {
    return this.all('AssignStatement').flatMap((node) => {
      const children = childrenOf(node).filter(({ name }) => name !== ',' && name !== 'TypeDef');
      const sign = children.findIndex(({ name }) => name === 'AssignOp');
      const values = children.slice(sign + 1);
      return children.slice(0, Math.max(sign, 0)).flatMap((target, index) => {
        const value = values.length === 1 ? values[0] : values[index];
        return value === undefined ? [] : [{ target: this.textOf(target), value, from: node.from }];
      });
    });
  }

  /** @returns the text of a literal, with `fill` for each value in it; null if the node is no literal */
  literal(
    node: PythonNode | null | undefined,
    fill: (value: PythonNode) => string = () => '*',
  ): string | null {
    if (node == null) return null;
    if (node.name === 'ContinuedString')
      return childrenOf(node)
        .map((part) => this.literal(part, fill) ?? '')
        .join('');
    if (node.name !== 'String' && node.name !== 'FormatString') return null;
    const [prefix = '', quote = ''] = PREFIX.exec(this.textOf(node)) ?? [];
    const end = node.to - quote.length;
    let at = node.from + prefix.length;
    let text = '';
    for (const value of node.getChildren('FormatReplacement')) {
      text += this.text.slice(at, value.from) + fill(value);
      at = value.to;
    }
    return (text + this.text.slice(at, end)).replaceAll('\\n', '\n').replaceAll('\\t', ' ');
  }
}

export function childrenOf(node: PythonNode | null): PythonNode[] {
  const found: PythonNode[] = [];
  for (let child = node?.firstChild ?? null; child !== null; child = child.nextSibling) found.push(child);
  return found;
}

/** @returns the nodes between the commas of a list, without its brackets and comments */
export function parts(list: PythonNode | null): PythonNode[][] {
  const found: PythonNode[][] = [[]];
  for (const node of childrenOf(list)) {
    if (node.name === ',') found.push([]);
    else if (!/^[()[\]{}]$|^Comment$/.test(node.name)) found.at(-1)?.push(node);
  }
  return found.filter((part) => part.length > 0);
}

/** Whether a file does something when it is started; a module only defines names. */
export function isStarted(text: string): boolean {
  const [script = null] = new Python(text).all('Script');
  return childrenOf(script).some(
    ({ name, firstChild }) =>
      /^(?:If|For|While|With|Try)Statement$/.test(name) ||
      (name === 'ExpressionStatement' && firstChild?.name === 'CallExpression'),
  );
}
