/**
 * Whether code can leave nothing behind in the process that it runs in, told from its text. Only then may several runs share a process. It
 * knows what is allowed, and not what is forbidden: code that says more than it needs to for a model gets a process for each run, as before.
 */

import { PACKAGE } from '../../../version.ts';
import { type Binding, type Node, type Path, pluginOf, TYPES, WRAPPERS, wordsOf } from '../syntax.ts';

/** Values of the language. Each can be changed, which `world.ts` sees; none has a state that is not one of its properties. */
const GLOBALS = new Set(
  `Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Date Error Float32Array Float64Array Infinity Int16Array Int32Array
  Int8Array Intl JSON Map Math NaN Number Object Promise RangeError Set String Symbol SyntaxError TextDecoder TextEncoder TypeError
  URL Uint16Array Uint32Array Uint8Array Uint8ClampedArray isFinite isNaN parseFloat parseInt structuredClone undefined`.split(
    /\s+/,
  ),
);
const PACKAGES = new Set([
  '@tensorflow/tfjs',
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-layers',
  '@tensorflow/tfjs-node',
  '@tensorflow/tfjs-node-gpu',
  PACKAGE,
]);
/** What may be used of objects that have a state of their own: members that leave it as it is. */
const FILES = wordsOf(
  `access appendFile copyFile mkdir readFile readdir rm stat unlink writeFile
  accessSync appendFileSync copyFileSync existsSync mkdirSync readFileSync readdirSync rmSync statSync unlinkSync writeFileSync`,
);
const PATHS = wordsOf(
  'basename delimiter dirname extname format isAbsolute join normalize parse relative resolve sep',
);
const CONSOLE = wordsOf('debug error info log warn');
const BUILT_IN: Readonly<Record<string, ReadonlySet<string>>> = {
  buffer: wordsOf('Buffer'),
  crypto: wordsOf('createHash createHmac randomBytes randomInt randomUUID'),
  fs: FILES,
  'fs/promises': FILES,
  path: PATHS,
  'path/posix': PATHS,
  url: wordsOf('URL fileURLToPath pathToFileURL'),
  zlib: wordsOf('brotliDecompressSync deflateSync gunzipSync gzipSync inflateRawSync inflateSync unzipSync'),
};
/** By these, code reaches what it did not name. */
const MEMBERS = new Set([
  '__proto__',
  'constructor',
  'prototype',
  '__defineGetter__',
  '__defineSetter__',
  // Of TensorFlow.js's environment.
  'global',
  'platform',
]);

/** A plugin of the compiler that tells `found` why a file is not plain. */
export function plainCodePlugin(found: (why: string) => void) {
  const enter = (path: Path) => {
    const { type } = path.node;
    if (TYPES.test(type)) return path.skip();
    if (type.startsWith('TS') && !WRAPPERS.test(type)) {
      found(`has a ${type}`);
      return path.skip();
    }
    const why = whyNotPlain(path);
    if (why !== null) found(why);
  };
  return pluginOf((program) => program.traverse({ enter }));
}

function whyNotPlain(path: Path): string | null {
  const { node, scope } = path;
  if (node.declare === true) return 'declares a value that is elsewhere';
  switch (node.type) {
    case 'Identifier':
      return path.isReferencedIdentifier() && path.parent.type !== 'TSParameterProperty'
        ? unusualName(path)
        : null;
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return unusualSource(node);
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return unusualMember(path, 'property');
    case 'ObjectProperty':
      return path.parent.type === 'ObjectPattern' ? unusualMember(path, 'key') : null;
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

/** A name that is neither of this file nor one of those that are known, or one of which not all may be used. */
function unusualName({ node, parent, scope }: Path): string | null {
  const name = String(node.name);
  const binding = scope.getBinding(name);
  const members = binding === undefined ? (name === 'console' ? CONSOLE : undefined) : membersOf(binding);
  if (members !== undefined) {
    const isMember = /^(?:Optional)?MemberExpression$/.test(parent.type) && parent.object === node;
    if (!isMember || parent.computed === true) return `uses ${name} as a whole`;
    const member = String((parent.property as Node).name);
    return members.has(member) ? null : `uses ${name}.${member}`;
  }
  // What is imported as a type, or declared as one, is no value.
  const isValue = binding !== undefined && binding.kind !== 'unknown' && !TYPES.test(binding.path.node.type);
  if (isValue || (binding === undefined && GLOBALS.has(name))) return null;
  // Its properties tell what was matched last.
  const makes = /^(?:New|Call)Expression$/.test(parent.type) && parent.callee === node;
  return name === 'RegExp' && makes ? null : `uses ${name}`;
}

/** Of an import that is a module of Node as a whole. */
function membersOf({ path: { node, parentPath } }: Binding): ReadonlySet<string> | undefined {
  const isWhole = node.type === 'ImportDefaultSpecifier' || node.type === 'ImportNamespaceSpecifier';
  return isWhole && parentPath !== null ? builtIn(parentPath.node.source as Node) : undefined;
}

function builtIn({ value }: Node): ReadonlySet<string> | undefined {
  const name = String(value).replace(/^node:/, '');
  return Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
}

function unusualMember(path: Path, key: 'property' | 'key'): string | null {
  const { name, value } = path.node[key] as Node;
  const told = path.node.computed === true ? path.get(key).evaluate().value : (name ?? value);
  return MEMBERS.has(String(told)) ? `uses .${String(told)}` : null;
}

function unusualSource({ type, source, specifiers, importKind, exportKind }: Node): string | null {
  if (source == null || importKind === 'type' || exportKind === 'type') return null;
  const value = String((source as Node).value);
  if (/^\.{1,2}\/.*\.(?:[cm]?ts|json)$/.test(value) || PACKAGES.has(value)) return null;
  const members = builtIn(source as Node);
  if (members === undefined || type !== 'ImportDeclaration') return `imports ${value}`;
  for (const { imported, importKind: kind } of specifiers as Node[]) {
    if (imported == null || kind === 'type') continue;
    const { name, value: text } = imported as Node;
    const member = String(name ?? text);
    if (!members.has(member)) return `imports ${member} of ${value}`;
  }
  return null;
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
