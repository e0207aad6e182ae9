/** Writes data/: definitions of WordNet 3.1 to learn from, and others whose last word is to be completed. */
import { readFileSync, writeFileSync } from 'node:fs';

const GLOSS = new URL('../../fixtures/gloss/data/', import.meta.url);
const LEARNT = 1600;
const ASKED = 400;
/** The model sees these letters of the last word. */
const GIVEN_LETTERS = 3;

const read = (split) =>
  readFileSync(new URL(`${split}.tsv`, GLOSS), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.toLowerCase().split('\t'));

const learnt = read('train').slice(0, LEARNT);
writeFileSync(new URL('data/train.txt', import.meta.url), `${learnt.map(([, , text]) => text).join('\n')}\n`);

const cases = read('test').flatMap(([id, , text]) => {
  const [, word] = /\s([a-z]{6,12})$/.exec(text) ?? [];
  if (word === undefined) return [];
  const answer = word.slice(GIVEN_LETTERS);
  return [{ case: id, prompt: text.slice(0, -answer.length), answer }];
});
const lines = cases.slice(0, ASKED).map((one) => `${JSON.stringify(one)}\n`);
writeFileSync(new URL('data/cases.jsonl', import.meta.url), lines.join(''));
