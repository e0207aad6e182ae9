import { markdownTable } from 'markdown-table';
import { CHECKS } from '../src/checks/registry.ts';

/** Every check as a row, in the order of the report. */
export function renderChecksTable(): string {
  const rows = CHECKS.map(({ id, title, options, invalidates }) => [
    `\`${id}\``,
    title,
    Object.keys(options)
      .map((key) => `\`checks.${key}\``)
      .join(', '),
    invalidates ? '`invalid`' : '',
  ]);
  return markdownTable([['Check', 'Asks', 'Options', 'Failing makes the verdict'], ...rows]);
}
