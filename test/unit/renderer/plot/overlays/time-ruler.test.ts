import { expect, it } from 'vitest';
import { paintTimeRuler } from '../../../../../renderer/plot/overlays/time-ruler.ts';
import type { StripFrame } from '../../../../../renderer/plot/strip-surface.ts';

it('writes a time whole or not at all', () => {
  const written: string[] = [];
  const nothing = (): void => undefined;
  const context = {
    save: nothing,
    restore: nothing,
    beginPath: nothing,
    rect: nothing,
    clip: nothing,
    fillRect: nothing,
    measureText: (text: string) => ({ width: 10 * text.length }),
    fillText: (text: string) => written.push(text),
  };
  const frame = {
    startSample: 0,
    shown: [{ startSample: 0, endSample: 420, offsetPx: 0 }],
    sampleCount: 10_000,
    sampleRateHz: 200,
    samplesPerPixel: 1,
    gutterPx: 0,
    widthPx: 420,
    theme: { textMuted: 'grey', fontFamily: 'sans' },
  };
  paintTimeRuler(
    context as unknown as CanvasRenderingContext2D,
    frame as unknown as StripFrame,
    (seconds) => `0:0${seconds}`,
  );
  expect(written).toEqual(['0:00', '0:01']);
});
