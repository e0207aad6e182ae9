/** A language model of characters behind the API of completions: `chars-8` sees the last 8. It learns when it is started. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

/** @returns how often each character follows a context of 0 to `order` characters */
function learn(text, order) {
  const counts = new Map();
  for (const line of text.trimEnd().split('\n')) {
    const all = ` ${line}\n`;
    for (let at = 1; at < all.length; at++) {
      for (let length = 0; length <= Math.min(order, at); length++) {
        const context = all.slice(at - length, at);
        const next = counts.get(context) ?? new Map();
        counts.set(context, next);
        next.set(all[at], (next.get(all[at]) ?? 0) + 1);
      }
    }
  }
  return { counts, order };
}

/** Witten-Bell smoothing: a context counts against shorter ones by how many characters have followed it. */
function probabilities({ counts, order }, text) {
  let known = new Map();
  for (let length = 0; length <= Math.min(order, text.length); length++) {
    const next = counts.get(text.slice(text.length - length));
    if (next === undefined) break;
    const total = next.size + [...next.values()].reduce((sum, count) => sum + count, 0);
    const mixed = new Map([...known].map(([character, share]) => [character, (share * next.size) / total]));
    for (const [character, count] of next) mixed.set(character, (mixed.get(character) ?? 0) + count / total);
    known = mixed;
  }
  return known;
}

function draw(shares, temperature, random) {
  const weights = [...shares].map(([character, share]) => [character, share ** (1 / temperature)]);
  let left = random() * weights.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [character, weight] of weights) {
    left -= weight;
    if (left <= 0) return character;
  }
  return weights.at(-1)[0];
}

/** mulberry32 */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Completes the word that the prompt ends with. */
function complete(model, { prompt, temperature, seed, max_tokens: most }) {
  const random = randomFrom(seed);
  let answer = '';
  while (answer.length < most) {
    const next = draw(probabilities(model, ` ${prompt}${answer}`), temperature, random);
    if (!/[a-z]/.test(next)) break;
    answer += next;
  }
  return answer;
}

/** @returns the server, which listens on loopback alone */
export async function serve(port = 0) {
  const text = readFileSync(new URL('data/train.txt', import.meta.url), 'utf8');
  const models = new Map();
  const modelOf = (name) => {
    const order = /^chars-(\d{1,2})$/.exec(name)?.[1];
    if (order === undefined) throw new Error(`no model ${name}; use chars-8`);
    if (!models.has(name)) models.set(name, learn(text, Number(order)));
    return models.get(name);
  };
  const server = createServer(async (request, response) => {
    try {
      const asked = await json(request);
      const body = { choices: [{ text: complete(modelOf(asked.model), asked) }] };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    } catch (error) {
      response.writeHead(400).end(String(error));
    }
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}
