/** The part of the compiler's syntax trees that is used to judge code. */
export interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

export interface Path {
  readonly node: Node;
  readonly parent: Node;
  readonly parentPath: Path | null;
  readonly scope: Scope;
  get(key: string): Path;
  /** What the value is, where the text tells. */
  evaluate(): { readonly confident: boolean; readonly value?: unknown };
  isReferencedIdentifier(): boolean;
  isDescendant(other: Path): boolean;
  findParent(isIt: (path: Path) => boolean): Path | null;
  skip(): void;
  traverse(visitor: { enter(path: Path): void }): void;
}

interface Scope {
  readonly path: Path;
  getBinding(name: string): Binding | undefined;
}

export interface Binding {
  readonly kind: string;
  /** Never assigned to again. */
  readonly constant: boolean;
  readonly scope: Scope;
  readonly path: Path;
  readonly referencePaths: readonly Path[];
}

/** Of the nodes of TypeScript: what holds types alone, and what a value is wrapped in. */
export const TYPES =
  /^TS(?:\w+Keyword|\w+Type|Type(?:Reference|Query|Literal|Operator|Predicate|Annotation|ParameterDeclaration|ParameterInstantiation|AliasDeclaration)|InterfaceDeclaration|IndexSignature|ExpressionWithTypeArguments|DeclareFunction|DeclareMethod)$/;
export const WRAPPERS =
  /^TS(?:As|Satisfies|NonNull|Instantiation)Expression$|^TSTypeAssertion$|^TSParameterProperty$/;

export const wordsOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** A plugin of the compiler that sees a file's code before anything else has changed it. */
export function pluginOf(see: (program: Path) => void) {
  return { visitor: { Program: { enter: see } } };
}
