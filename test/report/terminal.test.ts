import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { renderTerminal } from '../../src/report/terminal.ts';
import { everySample } from '../support/every-sample.ts';
import { hostileNames, huge } from '../support/extreme-samples.ts';
import { largest } from '../support/largest-sample.ts';
import { better, worse } from '../support/samples.ts';

const ALL = [...everySample, ['huge', huge()] as const, ['largest', largest] as const];
const WIDTHS = [60, 80, 120];

describe('the short report on a terminal', () => {
  test('has the verdict, a table, and what to act on', async () => {
    const text = ALL.map(([name, result]) => `--- ${name}\n${renderTerminal(result, { columns: 100 })}`).join(
      '\n',
    );
    await expect(text).toMatchFileSnapshot('__snapshots__/terminal.txt');
  });

  test.each(WIDTHS)('fits %i columns and 22 lines, whatever the result', (columns) => {
    for (const [name, result] of ALL) {
      const lines = renderTerminal(result, { columns, colour: true }).trimEnd().split('\n');
      expect(lines.length, name).toBeLessThanOrEqual(22);
      for (const line of lines) expect(stringWidth(line), `${name}: ${line}`).toBeLessThanOrEqual(columns);
    }
  });

  test('tells the verdict of every comparison that has room, at the least width too', () => {
    for (const [name, result] of everySample) {
      if (result.verdict === 'invalid') continue;
      const text = renderTerminal(result, { columns: 60 });
      for (const { role, verdict } of result.comparisons)
        if (role === 'primary') expect(text, name).toContain(verdict);
    }
  });

  test('says the same in colour as without', () => {
    for (const [name, result] of ALL) {
      const coloured = renderTerminal(result, { columns: 80, colour: true });
      expect(stripVTControlCharacters(coloured), name).toBe(renderTerminal(result, { columns: 80 }));
    }
    expect(renderTerminal(better, { colour: true })).toContain('\u001b[32m');
    expect(renderTerminal(worse, { colour: true })).toContain('\u001b[31m');
  });

  test('sends no control sequence of a name to the terminal', () => {
    expect(renderTerminal(hostileNames).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test('counts a name of wide characters by its columns', () => {
    const rename = JSON.stringify(better).replaceAll(
      /"(name|variant|model)":"head"/g,
      '"$1":"深層学習モデル改良版その二十三"',
    );
    const lines = renderTerminal(JSON.parse(rename), { columns: 60 }).split('\n');
    for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(60);
  });
});
