import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { markdownTable } from 'markdown-table';
import { CHECKS } from '../src/checks/registry.ts';
import { headingSlug } from './heading-slug.ts';

const FAMILIES = fileURLToPath(new URL('../docs/reference/checks/', import.meta.url));

export function renderChecksTable(): string {
  const sections = sectionsOfChecks();
  const rows = CHECKS.map(({ id, title, options, invalidates }) => [
    `[\`${id}\`](checks/${sections.get(id)})`,
    title,
    [...Object.keys(options).map((key) => `\`checks.${key}\``), ...(invalidates ? ['⛔'] : [])].join(', '),
  ]);
  return markdownTable([['Check', 'Asks', 'Options'], ...rows]);
}

/** Maps check ids to `family.md#anchor`; a section may cover two: `## leakage/exact and leakage/near: …`. */
function sectionsOfChecks(): ReadonlyMap<string, string> {
  const sections = readdirSync(FAMILIES).flatMap((page) => {
    const headings = readFileSync(`${FAMILIES}${page}`, 'utf8').matchAll(/^## (([^:\n]+): .+)$/gm);
    return [...headings].flatMap(([, heading = '', ids = '']) =>
      ids.split(' and ').map((id) => [id, `${page}#${headingSlug(heading)}`] as const),
    );
  });
  return new Map(sections);
}
