/** Asks a model to complete each case once, and writes its answers with their grades. */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { serve } from './serve.mjs';

const { values } = parseArgs({
  options: {
    repeat: { type: 'string', default: '1' },
    model: { type: 'string', default: 'chars-8' },
    temperature: { type: 'string', default: '1' },
    limit: { type: 'string' },
    out: { type: 'string', default: 'cases.jsonl' },
  },
});
const cases = readFileSync(new URL('data/cases.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(0, values.limit && Number(values.limit));
const server = await serve();
const url = `http://127.0.0.1:${server.address().port}/v1/completions`;

const results = [];
for (const [index, line] of cases.entries()) {
  const { case: id, prompt, answer: expected } = JSON.parse(line);
  const request = {
    model: values.model,
    prompt,
    temperature: Number(values.temperature),
    max_tokens: 16,
    seed: 1000 * Number(values.repeat) + index,
  };
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(request) });
  const result = { case: id, repeat: Number(values.repeat), show: prompt };
  if (response.ok) {
    const [{ text }] = (await response.json()).choices;
    results.push({ ...result, answer: text, score: Number(text === expected) });
  } else results.push({ ...result, error: await response.text() });
}
server.close();
writeFileSync(values.out, results.map((result) => `${JSON.stringify(result)}\n`).join(''));
