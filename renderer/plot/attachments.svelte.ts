import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import type { Lead } from '../../app/domain/recording.ts';
import { LaneCanvas } from './lane-canvas.ts';
import { OverviewChart, type OverviewData } from './overview-chart.ts';
import { onDisplayChange, readPaperTheme } from './paper-theme.ts';
import { StripChart } from './strip-chart.ts';
import type { StripFrame, StripSurface } from './strip-surface.ts';

/** Draws one lead into the element, as high as the element is; `gain` is its own factor. */
export function leadStrip(
  surface: StripSurface,
  lead: Lead,
  leadIndex: number,
  gain: () => number = () => 1,
): Attachment<HTMLElement> {
  return (element) => {
    const chart = new StripChart(element, lead, leadIndex);
    let heightPx = element.clientHeight;
    const resized = new ResizeObserver(() => {
      heightPx = element.clientHeight;
      surface.requestFrame();
    });
    resized.observe(element);
    const remove = surface.addLayer((frame) => {
      if (heightPx > 0) chart.draw(frame, heightPx, gain());
    });
    return () => {
      resized.disconnect();
      remove();
      chart.destroy();
    };
  };
}

/** Draws a lane of a fixed height on the canvas in every frame, in CSS pixels. */
export function lane(
  surface: StripSurface,
  heightPx: number,
  paint: (context: CanvasRenderingContext2D, frame: StripFrame) => void,
): Attachment<HTMLCanvasElement> {
  return (canvas) => {
    const laneCanvas = new LaneCanvas(canvas);
    return surface.addLayer((frame) => {
      laneCanvas.draw(frame.widthPx, heightPx, (context) => {
        paint(context, frame);
      });
    });
  };
}

/** Runs `place` in every frame, for elements that lie over the strips and move with them. */
export function inFrame(
  surface: StripSurface,
  place: (element: HTMLElement, frame: StripFrame) => void,
): Attachment<HTMLElement> {
  return (element) =>
    surface.addLayer((frame) => {
      place(element, frame);
    });
}

/** Draws the overview into the element and follows its size, the theme, the data and the clock. */
export function overviewChart(
  data: () => OverviewData,
  formatTime: (seconds: number) => string,
): Attachment<HTMLElement> {
  return (element) => {
    const root = document.documentElement;
    const chart = untrack(
      () => new OverviewChart(element, readPaperTheme(root), data(), formatTime),
    );
    const resized = new ResizeObserver(() => {
      chart.resize(element.clientWidth);
    });
    resized.observe(element);
    const stopTheme = onDisplayChange(() => {
      chart.show(readPaperTheme(root), data(), formatTime);
    });
    $effect(() => {
      chart.show(readPaperTheme(root), data(), formatTime);
    });
    return () => {
      resized.disconnect();
      stopTheme();
      chart.destroy();
    };
  };
}
