import { expect, test } from 'vitest';
import { renderComment } from '../../src/report/comment.ts';
import { renderHtml } from '../../src/report/page/page.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import * as samples from '../support/samples.ts';

test.each(['valueOf', 'toString', 'hasOwnProperty'])(
  'a model without a run may lack the metric %s',
  (name) => {
    const renamed: typeof samples.better = JSON.parse(
      JSON.stringify(samples.better).replaceAll('macro_f1', name),
    );
    const models = renamed.models.map((model) => (model.name === 'head' ? { ...model, values: {} } : model));
    const result = { ...renamed, models };
    for (const render of [renderComment, renderHtml, renderTerminal]) expect(render(result)).toContain(name);
  },
);
