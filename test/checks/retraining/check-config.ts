import { parseConfig } from '../../support/parse-config.ts';

export const config = (
  checks: string,
  { params = '{ rate: 0.1, epochs: 15, name: adam }', vary = '[init, order]' } = {},
) => `
trainer: { command: train }
params: ${params}
models:
  variants: [{ name: head, params: { units: 64 } }]
metrics: [{ name: accuracy }]
vary: ${vary}
checks:
  ${checks}
`;

export const message = (text: string): string => {
  try {
    parseConfig(text, 'conclusive.yml');
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the config was accepted');
};
