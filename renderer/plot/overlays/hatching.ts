import type { PaperTheme } from '../paper-theme.ts';

const HATCH_PX = 7;

/** Hatches an area, in CSS pixels: "not a flat trace, but none". */
export function paintHatching(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  theme: PaperTheme,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
): void {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.globalAlpha = 0.35;
  context.strokeStyle = theme.textMuted;
  context.lineWidth = 1;
  context.beginPath();
  // Anchored to the canvas, so that neighbouring areas share their lines.
  const first = Math.floor((left - height) / HATCH_PX) * HATCH_PX;
  for (let x = first; x < left + width; x += HATCH_PX) {
    context.moveTo(x, top + height);
    context.lineTo(x + height, top);
  }
  context.stroke();
  context.restore();
}
