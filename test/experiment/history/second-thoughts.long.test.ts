import { rm } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary.ts';
import { type Edited, judge, FIRST as UNGUARDED, values } from './edited-designs.ts';

const FIRST: Edited = { ...UNGUARDED, guard: 'maximize' };

/** Edits of the design, and edits that are none. */
const edits: fc.Arbitrary<Partial<Edited>> = fc.oneof(
  fc
    .constantFrom(null, 0.001, 0.01, 0.02, 0.2)
    .map((margin) => ({ metrics: [['a', margin, null] as const] })),
  fc.constantFrom('b', 'c').map((name) => ({ metrics: [[name, 0.01, null] as const] })),
  fc.constant({ metrics: [['a', 0.01, null] as const, ['b', 0.01, null] as const] }),
  fc.constant({ metrics: [['renamed', 0.01, 'a'] as const] }),
  fc.constantFrom('maximize' as const, 'minimize' as const).map((direction) => ({ direction })),
  fc.constantFrom(null, 0.2, 0.3).map((effect) => ({ effect })),
  fc.constantFrom('maximize' as const, 'minimize' as const, null).map((guard) => ({ guard })),
  fc.constantFrom('head', 'other').map((variant) => ({ variant })),
  fc.constantFrom('6', '{ min: 4, max: 9 }', '9', '12').map((seeds) => ({ seeds })),
  fc.constantFrom(0.01, 0.05, 0.2).map((alpha) => ({ alpha })),
  fc.constantFrom('comparison' as const, 'pull-request' as const).map((per) => ({ per })),
  fc.constantFrom('[init]', '[init, order]', '[order, init]').map((vary) => ({ vary })),
  fc.constantFrom('', ', outputs: [out]').map((outputs) => ({ outputs })),
  fc.boolean().map((isSwapped) => ({ isSwapped })),
);

/** What the verdict depends on, apart from seeds: the truth that changes are compared with. */
function designOf(edited: Edited): string {
  const { metrics, direction, effect, guard, alpha, per, vary, outputs, isSwapped } = edited;
  const read = metrics.map(([name, margin, from]) => `${from ?? name} ${margin}`);
  const sources = vary.includes('order') ? 'init, order' : 'init';
  return JSON.stringify([read, direction, effect, guard, alpha, per, sources, outputs, isSwapped]);
}

test('edits after the first look withhold every verdict of another design, tell why, and spend one alpha in all', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(edits, { minLength: 1, maxLength: 5 }),
      fc.string(),
      fc.constantFrom(0, 3, -3),
      async (sequence, world, shift) => {
        const folder = await temporaryFolder();
        const value = values(world, shift);
        const first = await judge(folder, FIRST, value);
        expect(first.changes).toEqual([]);
        let edited = FIRST;
        for (const edit of sequence) {
          edited = { ...edited, ...edit };
          const { verdict, changes, tested, gate } = await judge(folder, edited, value);
          const isAnother = designOf(edited) !== designOf(FIRST);
          expect(changes.some(({ withholds }) => withholds)).toBe(isAnother);
          if (isAnother) expect(verdict).toBe('inconclusive');
          else for (const { looks } of tested) expect(looks.at(-1)?.spent).toBeLessThanOrEqual(0.05 + 1e-12);
          if (edited.seeds !== FIRST.seeds) expect(changes.map(({ setting }) => setting)).toContain('seeds');
          // An edit does not lift the gate.
          if (first.verdict === 'regression') expect(gate.conclusion).toBe('failure');
        }
        const again = await judge(folder, FIRST, value);
        if (first.verdict !== 'inconclusive') expect(again.verdict).toBe(first.verdict);
        await rm(folder, { recursive: true });
      },
    ),
    { numRuns: 40 },
  );
});
