import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CHECKS } from '../src/checks/registry.ts';
import { headingSlug } from './heading-slug.ts';

const FAMILIES = fileURLToPath(new URL('../docs/reference/checks/', import.meta.url));

/** The checks by family, each family under the question that opens its page. */
export function renderChecks(): string {
  const sections = sectionsOfChecks();
  const families = new Set([...sections.values()].map((section) => section.replace(/#.*/, '')));
  return [...families]
    .toSorted((a, b) => orderOf(a, sections) - orderOf(b, sections))
    .map((family) => {
      const [, question] = /^# .*\n\n(.*?\?)/.exec(readFileSync(`${FAMILIES}${family}`, 'utf8')) ?? [];
      if (question === undefined) throw new Error(`${family} does not open with a question`);
      const rows = CHECKS.filter(({ id }) => sections.get(id)?.startsWith(`${family}#`)).map(
        ({ id, title, options, invalidates }) => {
          const keys = Object.keys(options).map((key) => `\`checks.${key}\``);
          const notes = [
            ...(invalidates ? ['⛔'] : []),
            ...(keys.length > 0 ? [`(${keys.join(', ')})`] : []),
          ];
          return [`- [\`${id}\`](checks/${sections.get(id)}): ${title}`, ...notes].join(' ');
        },
      );
      return [`**[${question}](checks/${family})**`, rows.join('\n')].join('\n\n');
    })
    .join('\n\n');
}

/** Families come in the order of their first check in the report. */
function orderOf(family: string, sections: ReadonlyMap<string, string>): number {
  return CHECKS.findIndex(({ id }) => sections.get(id)?.startsWith(`${family}#`));
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
