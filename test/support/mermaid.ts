/** Mermaid's own parser. It cleans labels with DOMPurify, which wants a window to be there when it is loaded. */
import { Window } from 'happy-dom';

const window = new Window();
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import('mermaid');

/** @throws Error where mermaid would show a bomb instead of a chart. */
export async function parseMermaid(source: string): Promise<string> {
  const { diagramType } = await mermaid.parse(source);
  return diagramType;
}

/** The charts of a comment. */
export function mermaidBlocks(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^```mermaid\n([\s\S]*?)\n```$/gm)].map(([, source]) => source ?? '');
}
