import { describe, expect, test } from 'vitest';
import { suggestPrinted } from '../../../../src/records/readers/named/suggest-printed.ts';
import { cellInTable } from '../../../../src/records/readers/named/suggest-table.ts';
import { readWanted, wanted } from './wanted.ts';

const YOLO = `      Epoch    GPU_mem   box_loss   cls_loss   dfl_loss  Instances       Size
        1/2         0G      1.200      1.500      1.2         13        640: 100%|██████████| 8/8 [00:05<00:00,  1.5it/s]
                 Class     Images  Instances      Box(P          R      mAP50  mAP50-95): 100%|██████████| 4/4 [00:02<00:00]
                   all        128        929      0.610      0.537      0.500      0.400
        2/2         0G      1.100      1.400      1.2         13        640: 100%|██████████| 8/8 [00:05<00:00,  1.5it/s]
                 Class     Images  Instances      Box(P          R      mAP50  mAP50-95): 100%|██████████| 4/4 [00:02<00:00]
                   all        128        929      0.640      0.537      0.605      0.441
                person        128        254      0.800      0.700      0.700      0.500

2 epochs completed in 0.010 hours.
`;
const PANDAS = `   epoch  train_accuracy  accuracy
0      1            0.91      0.70
1      2            0.95      0.80
done
`;
const BARS = `| model | valid_accuracy | time |
|-------|----------------|------|
| head  | 0.80           | 12   |
`;
const REPORT = `              precision    recall  f1-score   support
           0       0.91      0.95      0.93        42
           1       0.80      0.80      0.80        30
`;
const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

describe('a metric in a printed table', () => {
  test.each([
    ['mAP50', PANDAS.replace('  accuracy', '  mAP50'), 0.8, 'test'],
    ['accuracy', PANDAS, 0.8, 'test'],
    ['accuracy', BARS, 0.8, 'validation'],
    ['map50_95', YOLO.replace(/^.*person.*\n/m, ''), 0.441, 'test'],
  ])('%s is read by what is suggested', async (metric, printed, value, split) => {
    const said = suggestPrinted(metric, printed) ?? '';
    const [, stdout = '', stated] = /stdout: '(.*?)'(?:, split: (\w+))? } }\], which reads/.exec(said) ?? [];
    const { metrics } = await readWanted({}, [wanted(metric, { stdout, split: stated })], { printed });
    expect(metrics).toMatchObject({ [split]: { [metric]: value } });
  });

  test('a row over the whole is meant where others follow', () => {
    const end = YOLO.indexOf('                person');
    expect(cellInTable('mAP50', lines(YOLO.slice(0, end)))).toMatchObject({ value: 0.605 });
  });

  test.each([
    ['precision', REPORT, 'of one class among others'],
    ['accuracy', 'model accuracy\nlr 0.7\nrf 0.8', 'of one model among others'],
    ['accuracy', PANDAS.replace('  accuracy', '     other'), 'of training'],
    ['accuracy', 'loss accuracy\nsaved model', 'without a row'],
  ])('%s in %j is not guessed: it is %s', (metric, printed) => {
    expect(cellInTable(metric, lines(printed))).toBeNull();
  });
});
