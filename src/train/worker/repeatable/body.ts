/** One function or method of a module: what it uses, and what of it may differ from one call to the next. */
import { type Node, type Path, TYPES, WRAPPERS } from '../syntax.ts';
import { isFresh } from './fresh.ts';
import {
  CHANGING,
  CONSTRUCTORS,
  GLOBALS,
  isMethod,
  MEMBERS,
  NEVER,
  OPERATIONS,
  PROPERTIES,
  SYNTAX,
} from './names.ts';
import { isOfTfjs, tfjsPath } from './tfjs-path.ts';

export interface Body {
  /** Null where nothing is found: all else depends on what it uses. */
  readonly fault: string | null;
  /** Names of the file, outside the function. */
  readonly uses: ReadonlySet<string>;
  /** Methods that it calls of its own object. */
  readonly calls: ReadonlySet<string>;
  /** Fields that it reads of its own object. */
  readonly fields: ReadonlySet<string>;
}

/** @param root the function; only a method has an object of its own */
export function inspectBody(root: Path, keys: ReadonlySet<string>): Body {
  let fault: string | null = null;
  const [uses, calls, fields] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const isAllowed = (name: string) =>
    (PROPERTIES.has(name) || keys.has(name)) && !NEVER.has(name) && !CHANGING.has(name);

  const enter = (path: Path) => {
    if (TYPES.test(path.node.type)) return path.skip();
    fault ??= faultOf(path);
  };

  function faultOf(path: Path): string | null {
    const { node } = path;
    if (!SYNTAX.has(node.type) && !WRAPPERS.test(node.type)) return `has a ${node.type}`;
    if (node.async === true || node.generator === true || node.await === true) return 'stops in between';
    switch (node.type) {
      case 'Identifier':
        return path.isReferencedIdentifier() ? nameFault(path) : null;
      case 'ThisExpression':
        return thisFault(path);
      case 'Super':
        return isMember(path.parent) && isCallee(path.parentPath as Path) ? null : 'uses super as a whole';
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        return memberFault(path);
      case 'ObjectProperty':
        return keyFault(path);
      case 'ObjectMethod':
        return node.kind !== 'method' || node.computed === true ? 'has an accessor' : null;
      case 'AssignmentExpression':
      case 'ForInStatement':
      case 'ForOfStatement':
        return targetFault(path.get('left'));
      case 'UpdateExpression':
        return targetFault(path.get('argument'));
      case 'VariableDeclaration':
        return /using/.test(String(node.kind)) ? 'disposes of a value' : null;
      case 'UnaryExpression':
        return node.operator === 'delete' ? 'deletes' : null;
      case 'NewExpression':
        return makesKnown(path) ? null : 'makes an object';
      default:
        return null;
    }
  }

  function nameFault(path: Path): string | null {
    const { node, scope } = path;
    const name = String(node.name);
    const binding = scope.getBinding(name);
    if (binding === undefined || binding.kind === 'unknown') {
      const known = GLOBALS.has(name) || (name === 'Array' && isCallee(path));
      return known || makesKnown(path.parentPath as Path, node) ? null : `uses ${name}`;
    }
    if (isInside(binding.scope.path)) return null;
    if (binding.scope.path.node.type !== 'Program') return `uses ${name} of the function around it`;
    if (isOfTfjs(binding)) {
      const [first = ''] = tfjsPath(path) ?? [];
      return OPERATIONS.has(first) ? null : `uses ${name} as a whole`;
    }
    uses.add(name);
    return null;
  }

  function isInside(scope: Path): boolean {
    return scope.node === root.node || scope.isDescendant(root);
  }

  /** `this` is the layer: not in a function of another kind than the method itself. */
  function thisFault(path: Path): string | null {
    const owner = path.findParent(
      ({ node: { type } }) =>
        /Function(?:Declaration|Expression)|Method$/.test(type) && type !== 'ArrowFunctionExpression',
    );
    if (!/^Class(?:Private)?Method$/.test(root.node.type) || owner?.node !== root.node)
      return 'uses another this';
    const { parent } = path;
    if (isMember(parent) && parent.object === path.node) return null;
    if (parent.type !== 'VariableDeclarator' || (parent.id as Node).type !== 'ObjectPattern')
      return 'uses this as a whole';
    for (const { type, key, computed } of (parent.id as Node).properties as Node[]) {
      if (type !== 'ObjectProperty' || computed === true) return 'uses this as a whole';
      fields.add(String((key as Node).name ?? (key as Node).value));
    }
    return null;
  }

  function memberFault(path: Path): string | null {
    const { node, scope } = path;
    const tfjs = tfjsPath(path);
    if (tfjs !== null) {
      path.skip();
      const operation = tfjs.join('.');
      return OPERATIONS.has(operation) ? null : `uses tf.${operation}`;
    }
    const name = nameOf(path, 'property');
    const called = isCallee(path);
    const object = node.object as Node;
    if (object.type === 'ThisExpression' || object.type === 'Super') {
      if (name === null || (!called && (NEVER.has(name) || name.startsWith('#'))))
        return 'uses an unknown field';
      (called ? calls : fields).add(name);
      return null;
    }
    if (object.type === 'Identifier' && scope.getBinding(String(object.name)) === undefined) {
      const members = Object.hasOwn(MEMBERS, String(object.name)) ? MEMBERS[String(object.name)] : undefined;
      if (name === null || members?.has(name) !== true) return `uses ${String(object.name)}.${name}`;
      path.skip();
      return null;
    }
    if (name === null) return called || !isIndex(path.get('property')) ? 'uses an unknown member' : null;
    if (!called) return isAllowed(name) || /^\d+$/.test(name) ? null : `reads .${name}`;
    if (!isMethod(name)) return `calls .${name}`;
    return CHANGING.has(name) && !isFresh(path.get('object'), isInside) ? `changes by .${name}` : null;
  }

  /** Of a pattern, what is read; of an object, what is made. */
  function keyFault(path: Path): string | null {
    const name = nameOf(path, 'key');
    if (name === null) return 'has an unknown key';
    const { parent, parentPath } = path;
    const ofThis = (parentPath?.parent.init as Node | undefined)?.type === 'ThisExpression';
    if (parent.type !== 'ObjectPattern' || (ofThis && parentPath?.parent.id === parent)) return null;
    return isAllowed(name) ? null : `reads .${name}`;
  }

  function targetFault(path: Path): string | null {
    const { node, scope } = path;
    if (node.type === 'VariableDeclaration') return null;
    if (node.type === 'Identifier') {
      const binding = scope.getBinding(String(node.name));
      return binding !== undefined && isInside(binding.scope.path) ? null : `assigns to ${String(node.name)}`;
    }
    if (node.type === 'MemberExpression')
      return isFresh(path.get('object'), isInside) ? null : 'assigns to a member';
    if (node.type === 'ArrayPattern') {
      const elements = node.elements as readonly (Node | null)[];
      const faults = elements.map((one, i) => (one === null ? null : targetFault(path.get(`elements.${i}`))));
      return faults.find((one) => one !== null) ?? null;
    }
    return 'assigns to a pattern';
  }

  root.traverse({ enter });
  if (root.node.async === true || root.node.generator === true) fault = 'stops in between';
  return { fault, uses, calls, fields };
}

const isMember = ({ type }: Node) => /^(?:Optional)?MemberExpression$/.test(type);

function isCallee({ node, parent }: Path): boolean {
  return /^(?:Optional)?CallExpression$/.test(parent.type) && parent.callee === node;
}

function makesKnown({ node, scope }: Path, name = node.callee as Node): boolean {
  if (node.type !== 'NewExpression' || node.callee !== name || name.type !== 'Identifier') return false;
  const text = String(name.name);
  return CONSTRUCTORS.has(text) && scope.getBinding(text) === undefined;
}

/** Null where the text does not tell. */
function nameOf(path: Path, part: 'property' | 'key'): string | null {
  const { type, name, value, id } = path.node[part] as Node;
  if (type === 'PrivateName') return `#${String((id as Node).name)}`;
  if (path.node.computed !== true) return String(name ?? value);
  const told = path.get(part).evaluate();
  return told.confident ? String(told.value) : null;
}

/** What is no text that was put together. */
function isIndex({ node }: Path): boolean {
  if (node.type === 'BinaryExpression')
    return node.operator !== '+' || isNumber(node.left) || isNumber(node.right);
  return node.type !== 'TemplateLiteral' && !/CallExpression$/.test(node.type);
}

const isNumber = (node: unknown) => (node as Node).type === 'NumericLiteral';
