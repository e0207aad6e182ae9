/** The navigation of the site, from a list of pages such as docs/README.md: `## Kind`, `### Group`, `- [Page](path)`. */
import type { DefaultTheme } from 'vitepress';

export interface Kind extends DefaultTheme.SidebarItem {
  readonly text: string;
  readonly items: DefaultTheme.SidebarItem[];
}

/** @param folder of the list, relative to docs/ and with a slash at the end */
export function sidebarOf(list: string, folder = ''): Kind[] {
  const kinds: Kind[] = [];
  let into: DefaultTheme.SidebarItem[] = [];
  for (const line of list.split('\n')) {
    const [, level, text = ''] = /^(##|###) (.+)$/.exec(line) ?? [];
    const [, page, path] = /^- \[(.+)\]\((.+)\.md\)$/.exec(line) ?? [];
    if (level === '##') {
      into = [];
      kinds.push({ text, items: into });
    } else if (level === '###') {
      const group: DefaultTheme.SidebarItem = { text, collapsed: true, items: [] };
      kinds.at(-1)?.items.push(group);
      into = group.items ?? [];
    } else if (page !== undefined && path !== undefined) {
      into.push({ text: page, link: `/${folder}${path}` });
    }
  }
  return kinds;
}
