import type { Span } from '../../../app/domain/regions.ts';
import { timeOfFrame, xInFrame, type StripFrame } from '../../plot/index.ts';

/** Puts an element over what a frame shows of a stretch of time, or hides it where that is nothing. */
export function placeSpan(element: HTMLElement, frame: StripFrame, span: Span): void {
  const time = timeOfFrame(frame);
  const start = Math.max(span.startSample, time.startSample);
  const end = Math.min(span.endSample, time.endSample);
  const left = Math.max(frame.gutterPx, xInFrame(frame, start));
  // Not by the place of the end: in a sweep the end of what is old is where the new trace begins.
  const right = Math.min(frame.widthPx, left + (end - start) / frame.samplesPerPixel);
  element.hidden = right - left < 1;
  if (element.hidden) return;
  element.style.transform = `translateX(${left}px)`;
  element.style.width = `${right - left}px`;
}
