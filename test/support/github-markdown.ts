/** Markdown as GitHub reads it: GFM, then its search for mentions and references in whatever is left as text. */
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

/** The last document is kept: a test asks several things of one. */
let last: { readonly markdown: string; readonly tree: Nodes } | undefined;

export function parseGithubMarkdown(markdown: string): Nodes {
  if (last?.markdown !== markdown) {
    const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
    last = { markdown, tree };
  }
  return last.tree;
}

export function nodesOf(node: Nodes): readonly Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(nodesOf) : [])];
}

/**
 * What GitHub's filters turn into links inside of text nodes, never inside of code: @user and @org/team, #1 and
 * owner/repo#1 and GH-1, commit hashes. And emoji codes, and dollar signs, which start mathematics.
 */
const REFERENCES: ReadonlyArray<readonly [string, RegExp]> = [
  ['mention', /@[a-z0-9]/i],
  ['reference', /#\d|\bgh-\d/i],
  ['address', /:\/\/|\bwww\./i],
  ['emoji', /:[a-z_]+:/],
  ['mathematics', /\$/],
  ['commit', /\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b/],
];

/** Everything in the comment that could notify, link, embed or run; `allowedHtml` are the tags that the report itself writes. */
export function activeContent(markdown: string, allowedHtml: ReadonlySet<string>): readonly string[] {
  return nodesOf(parseGithubMarkdown(markdown)).flatMap((node) => {
    switch (node.type) {
      case 'link':
      case 'image':
        return [`${node.type} ${node.url}`];
      case 'linkReference':
      case 'imageReference':
      case 'definition':
      case 'footnoteReference':
      case 'footnoteDefinition':
        return [node.type];
      case 'html':
        return tagsOf(node.value)
          .filter((tag) => !allowedHtml.has(tag))
          .map((tag) => `html ${tag}`);
      case 'text':
        return REFERENCES.filter(([, pattern]) => pattern.test(node.value)).map(
          ([name]) => `${name} in ${node.value}`,
        );
      default:
        return [];
    }
  });
}

/** The tags that are markup, not those that are shown as code. */
export function htmlTags(markdown: string): readonly string[] {
  return nodesOf(parseGithubMarkdown(markdown)).flatMap((node) =>
    node.type === 'html' ? tagsOf(node.value) : [],
  );
}

/** An html node may hold several tags and the text between them. */
function tagsOf(html: string): readonly string[] {
  return html.match(/<[^>]*>?/g) ?? [];
}
