/** The words of all sentences that the program shows, of the docs and of comments: without the phrases that readers stumbled over. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'rolldown/utils';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Sources of the program and of the trainer's package, parsed, by their paths in the repository. */
async function parsedSources() {
  const roots = ['src', 'packages/tfjs-trainer/src'];
  const found = await Promise.all(
    roots.map(async (root) => {
      const files = await readdir(join(ROOT, root), { recursive: true });
      return files.filter((file) => file.endsWith('.ts')).map((file) => join(root, file));
    }),
  );
  return Promise.all(
    found.flat().map(async (file) => {
      const { program, comments } = parseSync(file, await readFile(join(ROOT, file), 'utf8'));
      return { file, program, comments };
    }),
  );
}

const sources = await parsedSources();

/** Phrases that have been replaced, each with what is said instead. */
const REPLACED: ReadonlyArray<readonly [RegExp, string]> = [
  [/\banew\b/, 'again'],
  [/\bin vain\b/, 'not needed'],
  [/\bstands here twice\b/, 'appears twice'],
  [/\bunder way\b/, 'during the runs'],
  [/\bnobody\b/, 'unknown, or not defined'],
  [/\bWithout it:/, 'Default:'],
  [/\bby the clock\b/, 'at a time limit'],
  [/\bthrown away\b/, 'discarded'],
  [/\bcannot stand beside\b/, 'cannot be used with'],
  [/\bstands? in the way\b/, 'prevents'],
  [/\bin its place\b/, 'instead'],
  [/\bsource of chance\b/, 'source of randomness'],
  [/\bwhat may be concluded\b/, 'the verdict'],
  [
    /\bone( dot| line| claim| argument| id| text| tensor)? an? (core|GPU|line|run|seed|fold|class|commit|input|example|job)\b/i,
    'one per',
  ],
  [/\bmisspelt\b/, 'correct the name'],
  [/\bonce more\b/, 'again'],
  [/\bscatters? more\b/, 'varies more'],
  [/\bspeaks? of\b/, 'covers, or is about'],
  [/\bis no (file|folder|metric|share|history|JSON)\b/, 'is not a'],
  [/\bare no objects\b/, 'are not'],
  [/\bheld against\b/, 'must be at most, or is compared with'],
  [/\bha(s|ve) no say\b/, 'is not used'],
  [/\bsay it all\b/, 'else'],
  [/\bprinted last\b/, 'last output'],
  [/\brange of doubles\b/, 'too large for the computation'],
  [/\bside by side by\b/, 'matched by'],
  [/\bon the clock\b/, 'elapsed'],
  [/\bto mend\b/, 'to fix'],
  [/\btaken for\b/, 'predicted as, or compared as'],
  [/\balone tells\b/, 'alone predicts'],
  [/\bby looking\b/, 'by search'],
  [/\b(the|its) law\b/, 'the distribution of'],
];

/** Phrases that have been replaced in the docs. */
const REPLACED_IN_DOCS: typeof REPLACED = [
  [/\banew\b/, 'again'],
  [/\bof (?:its|their|your|our) own\b/, 'its own, or separate'],
  [/\bby (?:itself|themselves)\b/, 'alone, or leave it out'],
  [/\b(?:has|have|had) to\b/, 'must, or need to'],
  [/\b(?:is|are) told\b/, 'the report says'],
  [/\bbeside\b/, 'next to, or besides'],
  [/\bheld against\b/, 'compared with'],
  [/\blooks? on\b/, 'watches'],
  [/\bthat which\b/, 'what'],
  [/\bas far as\b/, 'leave it out'],
  [/\bin place of\b/, 'instead of'],
  [/\bin vain\b/, 'not needed'],
  [/\bonce more\b/, 'again'],
  [/\bno(?:body| one)\b/, 'name who, or use the passive'],
  [/\bwho(?:ever)? (?:wants|has|is|makes|asked)\b/i, 'you, or the person who'],
  [/\bwithout a word\b/, 'silently'],
  [/\bhad locally\b/, 'reproduce locally'],
  [/\bmend(?:ed)?\b/, 'fix'],
  [/\bdealt? out\b/, 'divide'],
  [/\bone an? (?:line|run|row|seed|core|file|class|job|ref|model)\b/i, 'one per'],
  [/\bby the clock\b/, 'at a time limit'],
  [/\bthrown away\b/, 'discarded, or removed'],
  [/\bunder way\b/, 'during'],
  [/\bsource of chance\b/, 'source of randomness'],
];

/** Phrases that have been replaced in comments. */
const REPLACED_IN_COMMENTS: typeof REPLACED = [
  [/\bthat which\b/, 'what'],
  [/\bsays? it all\b/, 'is enough'],
  [/\bthe same again\b/, 'again'],
  [/\bmend(?:ed)?\b/, 'fix'],
  [/\blooks on\b/, 'watches'],
  [/\bhad locally\b/, 'reproduce locally'],
  [/\bthrown away\b/, 'discarded'],
];

const MAX_WORDS = 25;

interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly quasis?: ReadonlyArray<{ readonly value: { readonly cooked?: string | null } }>;
}

/** The text of every string and template of a file; `…` stands for what is put into a template. */
function stringsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(stringsOf);
  if (typeof node !== 'object' || node === null) return [];
  const { type, value, quasis } = node as Node;
  if (type === 'ImportDeclaration') return [];
  const own =
    type === 'Literal' && typeof value === 'string'
      ? [value]
      : type === 'TemplateLiteral' && quasis !== undefined
        ? [quasis.map((part) => part.value.cooked ?? '').join('…')]
        : [];
  return [...own, ...Object.values(node).flatMap(stringsOf)];
}

function sentencesOf(program: unknown): string[] {
  const strings = stringsOf(program).filter((one) => /[a-z] [a-z]/.test(one));
  return strings.flatMap((one) => one.split(/[.;:?!](?=\s|$)|\n/)).map((one) => one.trim());
}

/** Code, tables and names of variables: several lines, or not in words. */
const isProse = (sentence: string) => !/[|$\\<{=]|[A-Z_]{6,}|\w_\w/.test(sentence);

test('no sentence has words that readers stumbled over, and none is too long', () => {
  const wrong: string[] = [];
  let read = 0;
  for (const { file, program } of sources) {
    for (const sentence of sentencesOf(program)) {
      read++;
      for (const [phrase, instead] of REPLACED)
        if (phrase.test(sentence)) wrong.push(`${file}: write "${instead}": ${sentence}`);
      const words = sentence.split(/\s+/).length;
      if (isProse(sentence) && words > MAX_WORDS) wrong.push(`${file}: ${words} words: ${sentence}`);
    }
  }
  expect(read).toBeGreaterThan(2000);
  expect(wrong).toEqual([]);
});

test('no page of the docs has such words', async () => {
  const pages = (await readdir(join(ROOT, 'docs'), { recursive: true }))
    .filter((file) => file.endsWith('.md') && !file.includes('node_modules'))
    .map((file) => join('docs', file));
  const top = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
  const wrong: string[] = [];
  for (const page of [...top, ...pages]) {
    const text = await readFile(join(ROOT, page), 'utf8');
    // Tables made from strings of the code are read there.
    const prose = text.replaceAll(
      /<!-- generated[\s\S]*?<!-- \/generated -->|^```[\s\S]*?^```$|`[^`\n]*`/gm,
      ' ',
    );
    for (const line of prose.split('\n'))
      for (const [phrase, instead] of REPLACED_IN_DOCS)
        if (phrase.test(line)) wrong.push(`${page}: write "${instead}": ${line.trim()}`);
  }
  expect(pages.length).toBeGreaterThan(50);
  expect(wrong).toEqual([]);
});

test('no comment has such words', () => {
  const wrong: string[] = [];
  let read = 0;
  for (const { file, comments } of sources) {
    for (const { value } of comments) {
      read++;
      for (const [phrase, instead] of REPLACED_IN_COMMENTS)
        if (phrase.test(value)) wrong.push(`${file}: write "${instead}": ${value.trim()}`);
    }
  }
  expect(read).toBeGreaterThan(1000);
  expect(wrong).toEqual([]);
});
