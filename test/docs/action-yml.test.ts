import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { INPUTS, readInputs } from '../../src/action/inputs.ts';
import { OUTPUTS, WAVE_OUTPUTS } from '../../src/github/publish/outputs.ts';

const described = z.record(z.string(), z.object({ description: z.string(), default: z.string().optional() }));
const action = z
  .object({
    name: z.string(),
    // GitHub's marketplace takes no more.
    description: z.string().max(125),
    branding: z.object({ icon: z.string(), color: z.string() }),
    inputs: described,
    outputs: described,
    runs: z.object({ using: z.string(), main: z.string() }),
  })
  .parse(parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')));

describe('action.yml', () => {
  test('has the inputs that the code reads', () => {
    expect(Object.keys(action.inputs)).toEqual([...INPUTS]);
  });

  test('has the outputs that the code sets', () => {
    expect(Object.keys(action.outputs)).toEqual([...OUTPUTS, ...WAVE_OUTPUTS]);
  });

  test('shows the defaults that the code takes', () => {
    const shown = readInputs((name) => (name === 'token' ? '' : (action.inputs[name]?.default ?? '')));
    expect(shown).toEqual(readInputs(() => ''));
  });

  test('describes everything in whole sentences', () => {
    for (const { description } of Object.values({ ...action.inputs, ...action.outputs })) {
      expect(description).toMatch(/^[A-Z].*\.$/);
    }
  });

  test('runs the bundle under Node 24, the only one that runners have', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/action.js' });
  });
});
