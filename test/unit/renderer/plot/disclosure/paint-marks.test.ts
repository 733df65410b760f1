import { expect, it } from 'vitest';
import { beatClassIndex } from '../../../../../app/domain/beat-class.ts';
import { paintMarks } from '../../../../../renderer/plot/disclosure/paint-marks.ts';
import type {
  PageContext,
  PagePicture,
} from '../../../../../renderer/plot/disclosure/page-picture.ts';

it('lays paper under all letters of a row before it writes one of them', () => {
  const painted: string[] = [];
  const context = {
    save: () => undefined,
    restore: () => undefined,
    fillRect: () => undefined,
    strokeText: (letter: string) => painted.push(`paper ${letter}`),
    fillText: (letter: string) => painted.push(letter),
    lineWidth: 0,
  };
  const classes = ['V', 'F'] as const;
  const picture = {
    theme: { paper: 'white', text: 'black', fontFamily: 'sans', classColours: [] },
    gutterPx: 0,
    widthPx: 600,
    rowHeightPx: 40,
    bleedPx: 0,
    rowSamples: 600,
    startSample: 0,
    rows: [{ time: '', rate: '' }],
    beats: {
      sample: Uint32Array.of(100, 110),
      beatClass: Uint8Array.from(classes, (name) => beatClassIndex(name)),
      isQuiet: Uint8Array.of(0, 0),
    },
  };
  paintMarks(context as unknown as PageContext, picture as unknown as PagePicture);
  expect(painted).toEqual(['paper V', 'paper F', 'V', 'F']);
  // Two pixels and more beyond the strokes of a letter: a trace beside them does not cross it out.
  expect(context.lineWidth).toBeGreaterThanOrEqual(5);
});
