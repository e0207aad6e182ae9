/** Tutorials, typed as they stand: what they train takes minutes. */
import { pagesWithCommands } from '../support/page-commands.ts';
import { typePages } from '../support/type-pages.ts';

typePages(pagesWithCommands.filter((page) => page.startsWith('tutorial')));
