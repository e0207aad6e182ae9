/** Keeps trusted words and untrusted names apart until a writer escapes them. */
import { separator } from '../words/list.ts';

/** An untrusted name, shown as code. */
export interface Code {
  readonly kind: 'code';
  readonly text: string;
}

/** An untrusted name that stands alone, such as in a cell. */
export interface Name {
  readonly kind: 'name';
  readonly text: string;
}

/** A sentence that may hold untrusted names. */
export interface Prose {
  readonly kind: 'prose';
  readonly text: string;
}

interface Strong {
  readonly kind: 'strong';
  readonly content: Phrase;
}

/** Only the label is written unless `url` is an http(s) address. */
interface Link {
  readonly kind: 'link';
  readonly label: string;
  readonly url: string;
}

/** A plain string is trusted: it never holds a character of a run, a file or a ref. */
export type Inline = string | Code | Name | Prose | Strong | Link;
export type Phrase = readonly Inline[];

export function code(text: string): Code {
  return { kind: 'code', text };
}

export function codes(names: readonly string[]): readonly Phrase[] {
  return names.map((name) => [code(name)]);
}

export function prose(text: string): Prose {
  return { kind: 'prose', text };
}

export function plainName(text: string): Name {
  return { kind: 'name', text };
}

/** Empty without an address. */
export function link(label: string, url: string | undefined): Phrase {
  return url === undefined ? [] : [{ kind: 'link', label, url }];
}

export function strong(...content: Phrase): Strong {
  return { kind: 'strong', content };
}

/** The template's words are trusted. */
export function say(words: TemplateStringsArray, ...values: ReadonlyArray<Inline | Phrase | number>): Phrase {
  const phrase: Inline[] = [];
  for (const [i, word] of words.entries()) {
    if (word !== '') phrase.push(word);
    const value = values[i];
    if (typeof value === 'number') phrase.push(String(value));
    else if (isPhrase(value)) phrase.push(...value);
    else if (value !== undefined && value !== '') phrase.push(value);
  }
  return phrase;
}

export function enumerate(phrases: readonly Phrase[], last: 'and' | 'or' = 'and'): Phrase {
  return phrases.flatMap((phrase, i) => (i === 0 ? phrase : [separator(i, phrases.length, last), ...phrase]));
}

export function join(phrases: readonly Phrase[], between: string): Phrase {
  return phrases
    .filter((phrase) => phrase.length > 0)
    .flatMap((phrase, i) => (i === 0 ? phrase : [between, ...phrase]));
}

/** `3 more are in the table.`, `1 more is in the table.`; empty if none is. */
export function more(hidden: number, words = ''): Phrase {
  const agreeing = hidden === 1 ? words.replace(/^are\b/, 'is') : words;
  return hidden > 0 ? [`${hidden} more${agreeing === '' ? '' : ` ${agreeing}`}`] : [];
}

function isPhrase(value: Inline | Phrase | number | undefined): value is Phrase {
  return Array.isArray(value);
}
