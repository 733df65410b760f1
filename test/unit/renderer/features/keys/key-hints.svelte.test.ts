import { afterEach, expect, it } from 'vitest';
import { BEAT_CLASSES } from '../../../../../app/domain/beat-class.ts';
import { keys, shownHints } from '../../../../../renderer/features/keys/index.ts';

const LABELS = BEAT_CLASSES.map((name) => `strips.label-${name}` as const);
const GROUPS = BEAT_CLASSES.map((name) => `strips.label-many-${name}` as const);

afterEach(() => {
  keys.overrides = {};
});

it('reminds of the keys in force, as short as they can be said', () => {
  expect(
    shownHints([
      [LABELS, 'label'],
      [GROUPS, 'group'],
      [['recording.undo'], 'undo'],
    ]),
  ).toEqual([
    ['N S V F Q', 'label'],
    ['Shift N …', 'group'],
    ['Ctrl Z', 'undo'],
  ]);
  keys.overrides = { 'strips.label-N': ['y'], 'recording.undo': [] };
  expect(
    shownHints([
      [LABELS, 'label'],
      [['recording.undo'], 'undo'],
    ]),
  ).toEqual([['Y S V F Q', 'label']]);
});
