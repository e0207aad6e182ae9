/** How-to pages, typed as they stand. Tutorials train for minutes: `tutorials.slow.test.ts`. */
import { pagesWithCommands, WORKSPACES } from '../support/page-commands.ts';
import { typePages } from '../support/type-pages.ts';

typePages(pagesWithCommands.filter((page) => page in WORKSPACES));
