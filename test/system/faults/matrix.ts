/** Faults on one request, every second one in turns: what a reader sees then, compared with what must never be. */
import { afterAll, expect, test } from 'vitest';
import { FAULTS } from './faults.ts';
import { type Endpoint, type Lasting, publishWith, type Seen } from './publication.ts';

interface Row {
  readonly endpoint: Endpoint;
  readonly lasting: Lasting;
  readonly seen: ReadonlyMap<string, Seen>;
}

const MAX_SECONDS = 60;

/** Where a server refuses to the end, an old verdict may stand; the run then says so. */
const BREAKS = {
  'verdict lost': ({ hasVerdictHere, gates }: Seen) =>
    !hasVerdictHere || gates.length === 0 || gates.includes(true),
  'two verdicts': ({ verdicts, isWarned }: Seen) => verdicts > 1 && !isWarned,
  'old verdict': ({ hasOldVerdict, isWarned }: Seen) => hasOldVerdict && !isWarned,
  'raw message': ({ raw }: Seen) => raw !== null,
  'over 60 s': ({ seconds }: Seen) => seconds > MAX_SECONDS,
};

/** Tests a part of the matrix, and prints it as a table. */
export function testFaults(part: ReadonlyArray<readonly [Endpoint, readonly Lasting[]]>): void {
  const rows: Row[] = [];
  const cells = part.flatMap(([endpoint, lastings]) =>
    lastings.map((lasting) => [endpoint, lasting] as const),
  );
  const faultsOf = (cell: number) => Object.entries(FAULTS).filter((_, at) => (at + cell) % 2 === 0);

  test.each(cells.map((cell, at) => [...cell, at] as const))(
    'a fault on the request to %s, %s, loses no verdict and leaves no other one',
    async (endpoint, lasting, at) => {
      const seen = new Map<string, Seen>();
      for (const [name, effect] of faultsOf(at)) seen.set(name, await publishWith(endpoint, effect, lasting));
      rows.push({ endpoint, lasting, seen });
      const broken = [...seen].flatMap(([name, one]) =>
        Object.entries(BREAKS)
          .filter(([, isBroken]) => isBroken(one))
          .map(([what]) => `${name}: ${what}${one.raw === null ? '' : `, ${one.raw}`}`),
      );
      expect(broken).toEqual([]);
      if (lasting === 'once') expect(withoutOneVerdict(seen)).toEqual([]);
    },
    300_000,
  );

  afterAll(() => void process.stdout.write(tableOf(rows)));
}

/** A fault that is over leaves nothing behind. */
function withoutOneVerdict(seen: Row['seen']): readonly string[] {
  return [...seen]
    .filter(([, { verdicts, hasVerdictInComment }]) => verdicts !== 1 || !hasVerdictInComment)
    .map(([name]) => name);
}

function tableOf(rows: readonly Row[]): string {
  const breaks = Object.entries(BREAKS);
  const head = ['request', 'fault', 'faults', ...breaks.map(([name]) => name)];
  const columns = [...head, 'verdict in the comment', 'old verdict stays, warned of', 'longest, s'];
  const lines = rows.map(({ endpoint, lasting, seen }) => {
    const all = [...seen.values()];
    const count = (wanted: (one: Seen) => boolean) => all.filter(wanted).length;
    return [
      endpoint,
      lasting,
      all.length,
      ...breaks.map(([, isBroken]) => count(isBroken)),
      count(({ hasVerdictInComment }) => hasVerdictInComment),
      count(({ hasOldVerdict, isWarned }) => hasOldVerdict && isWarned),
      Math.max(...all.map(({ seconds }) => seconds)).toFixed(0),
    ];
  });
  return `${[columns, columns.map(() => '--'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n')}\n`;
}
