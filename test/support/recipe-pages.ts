/** The pages of docs/how-to/frameworks, taken apart. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RECIPES = fileURLToPath(new URL('../../docs/how-to/frameworks', import.meta.url));

export interface RecipePage {
  readonly page: string;
  /** Content by name of the files that it shows whole: "`train.py`:" before a block says which file it is. */
  readonly files: ReadonlyMap<string, string>;
  /** Folders of fixtures that it links to, for what it does not show. */
  readonly fixtures: readonly string[];
}

export const recipePages: readonly RecipePage[] = readdirSync(RECIPES).map((page) => {
  const text = readFileSync(join(RECIPES, page), 'utf8');
  const blocks = [...text.matchAll(/`([\w.-]+)`[^`\n]*:\n\n```\w+\n([\s\S]*?)^```$/gm)];
  return {
    page,
    files: new Map(blocks.map(([, name = '', content = '']) => [name, content])),
    fixtures: [...text.matchAll(/\]\(\.\.\/\.\.\/\.\.\/fixtures\/([\w-]+)\)/g)].map(([, name = '']) => name),
  };
});

/** Modules that a program imports, by their names at the top; those of Python itself are not told apart. */
export function importedModules(program: string): readonly string[] {
  const lines = program.matchAll(/^[ \t]*(?:from[ \t]+(\w+)|import[ \t]+([\w., ]+))/gm);
  const names = [...lines].flatMap(([, from, list = '']) => [
    from ?? '',
    ...list.split(',').map((name) => /\w+/.exec(name)?.[0] ?? ''),
  ]);
  return [...new Set(names.filter((name) => name !== ''))].sort();
}
