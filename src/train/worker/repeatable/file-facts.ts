/** What one file of a module declares: functions, classes and constants by their names, each with what it uses. */
import { type Node, type Path, TYPES, wordsOf } from '../syntax.ts';
import { type Body, inspectBody } from './body.ts';
import { isConstant, isOnlyRead, textOf } from './constant.ts';
import { MEMBERS } from './names.ts';
import { tfjsPath } from './tfjs-path.ts';

/** Of Object, where a layer is set up; none of them changes a class. */
const HARMLESS = wordsOf('assign freeze hasOwn is');

interface Place {
  /** As the import says it. */
  readonly source: string;
  readonly name: string;
}

export type Unit =
  | { readonly kind: 'constant'; readonly isObject: boolean }
  | { readonly kind: 'function'; readonly body: Body }
  | {
      readonly kind: 'class';
      readonly fault: string | null;
      readonly methods: Methods;
      readonly parent: string | null;
    };

type Methods = ReadonlyMap<string, Body>;

export interface FileFacts {
  /** Why nothing can be said of any class or function. */
  fault: string | null;
  /** How it may reach a class of TensorFlow.js and change it: then nothing can be said of its layers either. */
  reach: string | null;
  readonly units: Map<string, Unit>;
  readonly imports: Map<string, Place>;
  /** What others know it by -> its name in the file, or where it comes from. */
  readonly exports: Map<string, string | Place>;
  /** Each as often as a function or a class has it. */
  readonly names: string[];
  /** Declared here or elsewhere, and given to what may change it, if it is an object. */
  readonly givenAway: Set<string>;
}

export function inspectFile(program: Path): FileFacts {
  const facts: FileFacts = {
    ...{ fault: null, reach: null, units: new Map(), imports: new Map(), exports: new Map(), names: [] },
    givenAway: new Set(),
  };
  const keys = new Set<string>();
  program.traverse({
    enter(path) {
      const { node } = path;
      if (TYPES.test(node.type)) return path.skip();
      facts.fault ??= faultOf(path);
      facts.reach ??= reachOf(path);
      if (node.type === 'ObjectProperty' && path.parent.type === 'ObjectExpression' && node.computed !== true)
        keys.add(textOf(node.key));
      if (/Function|Method$/.test(node.type) || node.type === 'ClassDeclaration')
        facts.names.push(ownName(path));
    },
  });
  const statements = program.node.body as readonly Node[];
  statements.forEach((_, i) => {
    declare(program.get(`body.${i}`), facts, keys);
  });
  for (const name of [...facts.units.keys(), ...facts.imports.keys()]) {
    const binding = program.scope.getBinding(name);
    if (binding?.constant !== true) facts.units.delete(name);
    else if (!binding.referencePaths.every(isOnlyRead)) facts.givenAway.add(name);
  }
  return facts;
}

/** Classes that are made more than once. */
function faultOf({ node, parent }: Path): string | null {
  if (node.type === 'ClassExpression') return 'has a class without a name';
  if (
    node.type === 'ClassDeclaration' &&
    (node.id == null || !/^(?:Program|Export\w+Declaration)$/.test(parent.type))
  )
    return 'has a class in a function';
  return null;
}

/** All ways but these to a class that is made are closed to plain code. */
function reachOf(path: Path): string | null {
  const { node, parent, scope } = path;
  if (node.type !== 'Identifier' || node.name !== 'Object' || !path.isReferencedIdentifier()) return null;
  if (scope.getBinding('Object') !== undefined) return null;
  const isMember =
    /^(?:Optional)?MemberExpression$/.test(parent.type) && parent.object === node && parent.computed !== true;
  const member = isMember ? textOf(parent.property) : '';
  return MEMBERS.Object?.has(member) === true || HARMLESS.has(member) ? null : `uses Object.${member}`;
}

function ownName({ node, parent }: Path): string {
  if (node.id != null) return textOf(node.id);
  if (node.key != null) return node.computed === true ? '' : textOf(node.key);
  if (parent.type === 'VariableDeclarator') return textOf(parent.id);
  if (/Property$/.test(parent.type)) return parent.computed === true ? '' : textOf(parent.key);
  return /^Assignment/.test(parent.type) ? textOf(parent.left) : '';
}

function declare(path: Path, facts: FileFacts, keys: ReadonlySet<string>): void {
  const { node } = path;
  switch (node.type) {
    case 'ImportDeclaration':
      for (const { local, imported, type } of node.specifiers as Node[]) {
        const name =
          imported == null ? (type === 'ImportDefaultSpecifier' ? 'default' : '*') : textOf(imported);
        facts.imports.set(textOf(local), { source: textOf(node.source), name });
      }
      return;
    case 'ExportNamedDeclaration':
      if (node.declaration != null) {
        const before = new Set(facts.units.keys());
        declare(path.get('declaration'), facts, keys);
        for (const name of facts.units.keys()) if (!before.has(name)) facts.exports.set(name, name);
      }
      for (const { local, exported } of node.specifiers as Node[]) {
        if (local == null) continue;
        const source = node.source == null ? null : textOf(node.source);
        facts.exports.set(
          textOf(exported),
          source === null ? textOf(local) : { source, name: textOf(local) },
        );
      }
      return;
    case 'ExportDefaultDeclaration': {
      const { type, id, name } = node.declaration as Node;
      if (/Declaration$/.test(type) && id != null) declare(path.get('declaration'), facts, keys);
      const local = type === 'Identifier' ? String(name) : id == null ? null : textOf(id);
      if (local !== null) facts.exports.set('default', local);
      return;
    }
    case 'FunctionDeclaration':
      facts.units.set(textOf(node.id), { kind: 'function', body: inspectBody(path, keys) });
      return;
    case 'ClassDeclaration':
      facts.units.set(textOf(node.id), classOf(path, keys));
      return;
    case 'VariableDeclaration':
      (node.declarations as Node[]).forEach(({ id, init }, i) => {
        if (node.kind !== 'const' || (id as Node).type !== 'Identifier' || init == null) return;
        const unit = unitOf(path.get(`declarations.${i}.init`), keys);
        if (unit !== null) facts.units.set(textOf(id), unit);
      });
  }
}

function classOf(path: Path, keys: ReadonlySet<string>): Unit {
  const { superClass, body, decorators } = path.node;
  const methods = new Map<string, Body>();
  let fault = decorators == null ? null : 'is decorated';
  const members = (body as Node).body as readonly Node[];
  members.forEach((member, i) => {
    const { type, key, computed, value, decorators: own } = member;
    const name =
      type === 'ClassPrivateMethod' ? `#${textOf((key as Node).id)}` : key == null ? '' : textOf(key);
    const isMethod = /^Class(?:Private)?Method$/.test(type);
    if (isMethod && member.static !== true) {
      const found = inspectBody(path.get(`body.body.${i}`), keys);
      // A getter and a setter have one name.
      methods.set(
        name,
        methods.has(name) && methods.get(name)?.fault !== null ? (methods.get(name) as Body) : found,
      );
    }
    const isKnown = isMethod || /^TSDeclareMethod$|^TSIndexSignature$|^Class(?:Private)?Property$/.test(type);
    const isFunction = /Function/.test((value as Node | null | undefined)?.type ?? '');
    if (!isKnown || own != null || (computed === true && type !== 'TSIndexSignature') || isFunction)
      fault ??= `has a ${type} that is no plain one`;
    if (member.static === true && name === 'name') fault ??= 'has another name';
  });
  const parent = (superClass as Node | null)?.type === 'Identifier' ? textOf(superClass) : null;
  return { kind: 'class', fault, methods, parent };
}

/** Of a constant of the file. */
function unitOf(path: Path, keys: ReadonlySet<string>): Unit | null {
  const { node } = path;
  if (/FunctionExpression$/.test(node.type)) return { kind: 'function', body: inspectBody(path, keys) };
  if (node.type === 'CallExpression' && tfjsPath(path.get('callee'))?.join('.') === 'customGrad') {
    const given = path.get('arguments.0');
    return /FunctionExpression$/.test(given.node?.type)
      ? { kind: 'function', body: inspectBody(given, keys) }
      : null;
  }
  return isConstant(node)
    ? {
        kind: 'constant',
        isObject: !/^(?:\w+Literal|UnaryExpression|BinaryExpression|MemberExpression)$/.test(node.type),
      }
    : null;
}
