/** Values that a file writes down, and whether anything could change them. */
import type { Node, Path } from '../syntax.ts';
import { CHANGING, isMethod, MEMBERS } from './names.ts';
import { tfjsPath } from './tfjs-path.ts';

export const textOf = (node: unknown) => String((node as Node).name ?? (node as Node).value ?? '');

export function isConstant(node: Node): boolean {
  switch (node.type) {
    case 'NumericLiteral':
    case 'StringLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
      return true;
    case 'UnaryExpression':
      return isConstant(node.argument as Node);
    case 'BinaryExpression':
      return isConstant(node.left as Node) && isConstant(node.right as Node);
    case 'ArrayExpression':
      return (node.elements as readonly (Node | null)[]).every((one) => one !== null && isConstant(one));
    case 'ObjectExpression':
      return (node.properties as readonly Node[]).every(
        ({ type, computed, value }) =>
          type === 'ObjectProperty' && computed !== true && isConstant(value as Node),
      );
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return isConstant(node.expression as Node);
    case 'CallExpression':
      return isMath(node.callee as Node) && (node.arguments as readonly Node[]).every(isConstant);
    default:
      return isMath(node);
  }
}

function isMath({ type, object, property, computed }: Node): boolean {
  const isMember = type === 'MemberExpression' && computed !== true && textOf(object) === 'Math';
  return isMember && MEMBERS.Math?.has(textOf(property)) === true;
}

/** Read member by member, or given to an operation, which keeps nothing. */
export function isOnlyRead({ node, parent, parentPath }: Path): boolean {
  switch (parent.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression': {
      const { node: user, key } = { node: parentPath?.parent as Node, key: parentPath?.node };
      if (/^(?:Assignment|Update|Unary)Expression$|Pattern$|^For/.test(user.type) && user.right !== key)
        return false;
      const isCall = /CallExpression$/.test(user.type) && user.callee === key;
      return parent.object !== node || !isCall || !CHANGING.has(textOf(parent.property));
    }
    case 'CallExpression': {
      if (parent.callee === node) return true;
      const callee = (parentPath as Path).get('callee');
      if (tfjsPath(callee) !== null) return true;
      const { type, computed, property } = callee.node;
      const method = textOf(property ?? {});
      return type === 'MemberExpression' && computed !== true && isMethod(method) && !CHANGING.has(method);
    }
    case 'ForOfStatement':
      return parent.right === node;
    default:
      return /^(?:Spread\w*|Export\w+|Binary\w+|Unary\w+|TemplateLiteral)$/.test(parent.type);
  }
}
