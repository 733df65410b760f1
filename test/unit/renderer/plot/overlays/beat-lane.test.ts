import { expect, it } from 'vitest';
import { beatClassIndex } from '../../../../../app/domain/beat-class.ts';
import { paintBeatLane } from '../../../../../renderer/plot/overlays/beat-lane.ts';
import type { StripFrame } from '../../../../../renderer/plot/strip-surface.ts';

it('writes beats that the filter hides faintly, and those beside them in full', () => {
  const opacity = new Map<string, number>();
  const nothing = (): void => undefined;
  const context = {
    globalAlpha: 1,
    save: nothing,
    restore: nothing,
    beginPath: nothing,
    closePath: nothing,
    rect: nothing,
    clip: nothing,
    moveTo: nothing,
    lineTo: nothing,
    arc: nothing,
    fill: nothing,
    fillText: (letter: string) => opacity.set(letter, context.globalAlpha),
  };
  const frame = {
    startSample: 0,
    shown: [{ startSample: 0, endSample: 300, offsetPx: 0 }],
    gutterPx: 0,
    widthPx: 300,
    samplesPerPixel: 1,
    theme: { text: 'black', fontFamily: 'sans', classColours: [] },
  };
  const marks = {
    sample: Uint32Array.of(100, 200),
    beatClass: Uint8Array.of(beatClassIndex('S'), beatClassIndex('V')),
    first: 0,
    end: 2,
  };
  paintBeatLane(
    context as unknown as CanvasRenderingContext2D,
    frame as unknown as StripFrame,
    marks,
    {
      quiet: (row) => row === 0,
      edited: () => false,
      unsure: () => false,
      pending: () => false,
    },
  );
  expect(opacity.get('S')).toBeLessThan(0.5);
  expect(opacity.get('V')).toBe(1);
});
