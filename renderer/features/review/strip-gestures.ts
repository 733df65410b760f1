import type { Attachment } from 'svelte/attachments';
import { SPEED_PRESETS, stepPreset } from '../../plot/index.ts';
import type { Review } from './review.svelte.ts';

/** A press that moved further than this is a drag, not a click. */
const DRAG_PX = 4;
/** A click selects a beat within this distance. */
const REACH_PX = 24;
/** The pointer sticks to a beat within this distance. */
const HOVER_REACH_PX = 8;
/** A click takes a leg of the calipers up within this distance. */
const LEG_REACH_PX = 6;
const WHEEL_LINE_PX = 32;

/** Wheel, drag, click, double click and hover over the strips. */
export function stripGestures(review: Review): Attachment<HTMLElement> {
  return (element) => {
    const { view, beats, selection, correction } = review;
    let drag: { pointerId: number; lastX: number; moved: boolean } | null = null;

    const xOf = (event: MouseEvent): number => event.clientX - element.getBoundingClientRect().left;

    const nearBeat = (x: number, reachPx: number): number | null => {
      const { table } = beats;
      const index = table.nearest(view.sampleAtX(x));
      if (index < 0 || Math.abs(view.xOfSample(table.sampleAt(index)) - x) > reachPx) return null;
      return index;
    };

    const hover = (event: PointerEvent): void => {
      const x = xOf(event);
      const beside = x < view.gutterPx || drag?.moved === true;
      const beat = beside ? null : nearBeat(x, HOVER_REACH_PX);
      if (beside) review.hoverSample = null;
      else review.hoverSample = beat === null ? view.sampleAtX(x) : beats.table.sampleAt(beat);
    };

    const press = (event: PointerEvent): void => {
      if (event.button !== 0) return;
      drag = { pointerId: event.pointerId, lastX: event.clientX, moved: false };
    };

    const moved = (event: PointerEvent): void => {
      if (drag !== null && event.pointerId === drag.pointerId) {
        const distance = event.clientX - drag.lastX;
        if (!drag.moved && Math.abs(distance) > DRAG_PX) {
          drag.moved = true;
          element.setPointerCapture(event.pointerId);
          review.playback.pause();
        }
        if (drag.moved) {
          view.scrollByPixels(-distance);
          drag.lastX = event.clientX;
        }
      }
      hover(event);
      if (drag === null) review.calipers.hover(view.sampleAtX(xOf(event)));
    };

    const release = (event: PointerEvent): void => {
      const pressed = drag;
      drag = null;
      if (pressed === null || pressed.moved || event.type === 'pointercancel') return;
      const x = xOf(event);
      if (x < view.gutterPx) return;
      if (review.calipers.isOut) {
        review.calipers.click(view.sampleAtX(x), LEG_REACH_PX * view.samplesPerPixel);
        return;
      }
      correction.putDown();
      review.walk.leave();
      const beat = nearBeat(x, REACH_PX);
      if (event.shiftKey && beat !== null) {
        review.range.extendTo(beats.table.beatIdAt(beat));
        return;
      }
      review.range.clear();
      correction.cursorSample = beat === null ? view.sampleAtX(x) : null;
      selection.select(beat === null ? null : beats.table.beatIdAt(beat));
    };

    const doubleClick = (event: MouseEvent): void => {
      const x = xOf(event);
      if (review.calipers.isOut || x < view.gutterPx) return;
      if (nearBeat(x, HOVER_REACH_PX) !== null) return;
      review.playback.pause();
      void correction.insert(view.sampleAtX(x));
    };

    const leave = (): void => {
      review.hoverSample = null;
    };

    const wheel = (event: WheelEvent): void => {
      // Sideways wheels and touch pads give x; a plain wheel gives y, and more leads than fit use it with Shift.
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? WHEEL_LINE_PX : 1;
      const vertical = event.shiftKey && event.deltaX === 0;
      if (vertical) return;
      event.preventDefault();
      if (event.ctrlKey) {
        const step = event.deltaY < 0 ? 1 : -1;
        view.setSpeed(
          stepPreset(SPEED_PRESETS, view.mmPerSecond, step),
          view.sampleAtX(xOf(event)),
        );
        return;
      }
      const delta = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.deltaY;
      view.scrollByPixels(delta * lines);
    };

    element.addEventListener('pointerdown', press);
    element.addEventListener('pointermove', moved);
    element.addEventListener('pointerup', release);
    element.addEventListener('pointercancel', release);
    element.addEventListener('pointerleave', leave);
    element.addEventListener('dblclick', doubleClick);
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      element.removeEventListener('pointerdown', press);
      element.removeEventListener('pointermove', moved);
      element.removeEventListener('pointerup', release);
      element.removeEventListener('pointercancel', release);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('dblclick', doubleClick);
      element.removeEventListener('wheel', wheel);
    };
  };
}
