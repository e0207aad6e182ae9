/** An evaluation is started as a trainer is, whose messages name the keys of `trainer`. */
const OF_TRAINER = /\btrainer(?=\.(?:command|setup(?:-files)?|outputs|environment|versions)\b)/g;

export function withKeysOf(message: string, { unit }: { readonly unit?: 'repeat' | undefined }): string {
  return unit === undefined ? message : message.replaceAll(OF_TRAINER, 'evaluate');
}
