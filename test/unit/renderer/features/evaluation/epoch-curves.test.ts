import { expect, test } from 'vitest';
import {
  scoredClasses,
  withEpoch,
} from '../../../../../renderer/features/evaluation/epoch-curves.ts';
import {
  figureText,
  intervalText,
} from '../../../../../renderer/features/evaluation/figure-text.ts';
import {
  valueRange,
  waveformPath,
} from '../../../../../renderer/features/evaluation/waveform-path.ts';
import { epoch } from '../../../../support/harness/made-up-training.ts';

test('an epoch trained again after a resume replaces it and what followed', () => {
  const epochs = [epoch(1), epoch(2), epoch(3)];
  const resumed = withEpoch(epochs, { ...epoch(2), trainLoss: 9 });
  expect(resumed.map(({ trainLoss }) => trainLoss)).toEqual([epoch(1).trainLoss, 9]);
});

test('only classes that were scored get a curve, others than heartbeats too', () => {
  expect(scoredClasses([epoch(1)])).toEqual(['N', 'S', 'V', 'F']);
  expect(scoredClasses([{ ...epoch(1), f1: { infarction: 0.8, normal: null } }])).toEqual([
    'infarction',
  ]);
});

test('a figure carries its spread and interval only where there are any', () => {
  const figure = { value: 0.97814, spread: 0.0021, low: 0.9712, high: 0.9843 };
  expect(figureText(figure)).toBe('97.8 ± 0.2');
  expect(intervalText(figure)).toBe('97.1 to 98.4');
  const unknown = { value: null, spread: null, low: null, high: null };
  expect(figureText(unknown)).toBe('Not assessed');
  expect(intervalText(unknown)).toBe('');
});

test('a flat wave is drawn in the middle, and none at all as nothing', () => {
  expect(waveformPath([2, 2], valueRange([[2, 2]]), 10, 4)).toBe('M0.0 2.0L10.0 2.0');
  expect(waveformPath([], valueRange([[]]), 10, 4)).toBe('');
});
