/**
 * Whether code can leave nothing behind in the process that it runs in, told from its text. Only then may several runs share a process. It
 * knows what is allowed, and not what is forbidden: code that says more than it needs to for a model gets a process for each run, as before.
 */

/** Values of the language. Each can be changed, which `world.ts` sees; none keeps anything that cannot be seen. */
const GLOBALS = new Set(
  `Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Date Error Float32Array Float64Array Infinity Int16Array Int32Array
  Int8Array Intl JSON Map Math NaN Number Object Promise RangeError RegExp Set String Symbol SyntaxError TextDecoder TextEncoder TypeError
  URL Uint16Array Uint32Array Uint8Array Uint8ClampedArray console isFinite isNaN parseFloat parseInt performance structuredClone undefined`.split(
    /\s+/,
  ),
);
const PACKAGES = new Set([
  '@tensorflow/tfjs',
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-layers',
  '@tensorflow/tfjs-node',
  'conclusive-action',
]);
/** Of Node: what reads and computes. */
const BUILT_IN =
  /^(?:node:)?(?:assert|buffer|crypto|fs|os|path|url|util|zlib)(?:\/(?:posix|promises|strict))?$/;
/** By these, code reaches what it did not name. */
const MEMBERS = new Set([
  '__proto__',
  'constructor',
  'prototype',
  '__defineGetter__',
  '__defineSetter__',
  'binding',
  'watch',
  'watchFile',
]);

/** Of the nodes of TypeScript, those that run. */
const RUNNING =
  /^TS(?:As|Satisfies|NonNull|Instantiation)Expression$|^TSTypeAssertion$|^TSParameterProperty$/;

/** The part of Babel's types that is used here. */
interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}
interface Path {
  readonly node: Node;
  readonly scope: {
    hasBinding(name: string, noGlobals: boolean): boolean;
    getBinding(name: string): { readonly kind: string } | undefined;
  };
  isReferencedIdentifier(): boolean;
  skip(): void;
  traverse(visitor: { enter(path: Path): void }): void;
}

/** A plugin of the compiler that tells `found` why a file is not plain. */
export function plainCodePlugin(found: (why: string) => void) {
  const enter = (path: Path) => {
    if (/^TS/.test(path.node.type) && !RUNNING.test(path.node.type)) {
      if (path.node.type === 'TSModuleDeclaration') found('has a namespace');
      if (path.node.type === 'TSEnumDeclaration') found('has an enum');
      path.skip();
      return;
    }
    const why = whyNotPlain(path);
    if (why !== null) found(why);
  };
  return { visitor: { Program: { enter: (path: Path) => path.traverse({ enter }) } } };
}

function whyNotPlain(path: Path): string | null {
  const { node, scope } = path;
  if (node.declare === true) return 'declares a value that is elsewhere';
  switch (node.type) {
    case 'Identifier':
      return !path.isReferencedIdentifier() ||
        scope.hasBinding(String(node.name), true) ||
        GLOBALS.has(String(node.name))
        ? null
        : `uses ${String(node.name)}`;
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return unusualSource(node);
    case 'MemberExpression':
    case 'OptionalMemberExpression': {
      const { value, name } = node.property as Node;
      const member = node.computed === true ? value : name;
      return typeof member === 'string' && MEMBERS.has(member) ? `uses .${member}` : null;
    }
    case 'AssignmentExpression':
      return foreignTarget(node.left as Node, scope);
    case 'UpdateExpression':
      return foreignTarget(node.argument as Node, scope);
    case 'UnaryExpression':
      return node.operator === 'delete' ? foreignTarget(node.argument as Node, scope) : null;
    case 'Import':
    case 'ImportExpression':
      return 'imports while it runs';
    case 'MetaProperty':
      return 'uses import.meta';
    case 'WithStatement':
      return 'uses with';
    default:
      return null;
  }
}

function unusualSource({ source, importKind, exportKind }: Node): string | null {
  if (source == null || importKind === 'type' || exportKind === 'type') return null;
  const value = String((source as Node).value);
  const isOwn = /^\.{1,2}\/.*\.(?:[cm]?ts|json)$/.test(value);
  return isOwn || PACKAGES.has(value) || BUILT_IN.test(value) ? null : `imports ${value}`;
}

/** Of what is assigned to, incremented or deleted: whether it belongs to something that is not of this file. */
function foreignTarget(target: Node, scope: Path['scope']): string | null {
  let node = target;
  // `a.b` and `(a as any).b`
  while (node.type !== 'Identifier' && (node.object ?? node.expression) !== undefined)
    node = (node.object ?? node.expression) as Node;
  if (node === target || node.type !== 'Identifier') return null;
  const name = String(node.name);
  const kind = scope.getBinding(name)?.kind;
  return kind === undefined || kind === 'module' ? `assigns to ${name}` : null;
}
