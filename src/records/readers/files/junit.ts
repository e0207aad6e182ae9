/** The elements of JUnit files, as of pytest's `--junitxml`, in which tests print whatever they like. */
import { parseCell } from '../numbers.ts';

/** What tests print stands between elements, and may look like them. */
const PRINTED = /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)/g;
/** Attributes in any order; `<` is an entity in their values, `>` need not be. */
const ELEMENT = /<([A-Za-z]+)\b((?:[^<>"']|"[^"<]*"|'[^'<]*')*?)(\/?)>|<\/(testcase|testsuites?)>/g;
const ATTRIBUTE = /\s([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

export interface JunitElement {
  /** Such as `testcase` or `property`; null for the end of a test or a suite. */
  readonly name: string | null;
  readonly attributes: ReadonlyMap<string, string>;
  readonly isClosed: boolean;
}

export function* junitElements(text: string): Generator<JunitElement> {
  for (const [, name, stated = '', closed] of text.replaceAll(PRINTED, '').matchAll(ELEMENT)) {
    const attributes = new Map(
      [...stated.matchAll(ATTRIBUTE)].map(([, key = '', double, single]) => [
        key,
        decode(double ?? single ?? ''),
      ]),
    );
    yield { name: name ?? null, attributes, isClosed: closed === '/' };
  }
}

export function isJunit({ name, head }: { readonly name: string; readonly head: string }): boolean {
  return /\.xml$/i.test(name) && /<testsuites?[\s>]/.test(head);
}

/** A property of a test or suite, as `record_property` writes it. */
export function propertyOf({ attributes }: JunitElement) {
  return { name: attributes.get('name') ?? '', value: parseCell(attributes.get('value') ?? '') };
}

function decode(text: string): string {
  return text.replaceAll(/&(\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}
