/** Whether what an expression gives is held by nothing else: changing it changes nothing that lasts. Nothing is said of what is in it. */
import type { Node, Path } from '../syntax.ts';
import { ARRAYS, FRESH, ITSELF } from './names.ts';
import { tfjsPath } from './tfjs-path.ts';

export function isFresh(path: Path, isInside: (scope: Path) => boolean): boolean {
  const { node, scope } = path;
  switch (node.type) {
    case 'ArrayExpression':
    case 'ObjectExpression':
    case 'NewExpression':
      return true;
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return isFresh(path.get('expression'), isInside);
    case 'Identifier': {
      const binding = scope.getBinding(String(node.name));
      if (binding === undefined || !binding.constant || !isInside(binding.scope.path)) return false;
      const { id, init } = binding.path.node;
      if (binding.path.node.type !== 'VariableDeclarator' || (id as Node).type !== 'Identifier') return false;
      return init != null && isFresh(binding.path.get('init'), isInside);
    }
    case 'CallExpression':
      return isFreshCall(path, isInside);
    default:
      return false;
  }
}

function isFreshCall(path: Path, isInside: (scope: Path) => boolean): boolean {
  const callee = path.get('callee');
  const operation = tfjsPath(callee);
  if (operation !== null) return operation.length === 1 && ARRAYS.has(operation[0] ?? '');
  const { type, name, computed, property } = callee.node;
  if (type === 'Identifier') return name === 'Array' && path.scope.getBinding(name) === undefined;
  if (type !== 'MemberExpression' || computed === true) return false;
  const method = String((property as Node).name);
  if (FRESH.has(method)) return true;
  // An element of a fresh array may be held elsewhere.
  return ITSELF.has(method) && isFresh(callee.get('object'), isInside);
}
