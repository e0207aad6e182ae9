/** `tf.image.resizeBilinear` of code -> image, resizeBilinear. */
import type { Binding, Node, Path } from '../syntax.ts';

const TFJS = /^@tensorflow\/tfjs(?:-core|-layers|-node)?$/;

export function isOfTfjs({ path }: Binding): boolean {
  return TFJS.test(String((path.parentPath?.node.source as Node | null | undefined)?.value));
}

/** @returns null for what does not begin with TensorFlow.js, or has names in it that are only known later */
export function tfjsPath({ node, scope }: Path): string[] | null {
  if (node.type === 'Identifier') {
    const binding = scope.getBinding(String(node.name));
    if (binding === undefined || binding.kind !== 'module' || !isOfTfjs(binding)) return null;
    const imported = binding.path.node.imported as Node | undefined;
    return imported === undefined ? [] : [String(imported.name ?? imported.value)];
  }
  if (!/^(?:Optional)?MemberExpression$/.test(node.type) || node.computed === true) return null;
  const before = tfjsPath({ node: node.object as Node, scope } as Path);
  return before === null ? null : [...before, String((node.property as Node).name)];
}
