import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { onDisplayChange, readPaperTheme, type PaperTheme } from './paper-theme.ts';

/** Distances from the element's edges to where values are drawn, CSS pixels. */
export const TREND_GUTTER_PX = { left: 46, right: 18, top: 8, bottom: 20 } as const;

/** What a kind of plot draws from its data; `now` has the theme and the data as they are now. */
export interface TrendPlotKind<Data> {
  readonly scales: (now: () => Drawn<Data>) => uPlot.Scales;
  /** Of the axis across and the axis upwards. */
  readonly axes: (now: () => Drawn<Data>) => readonly [uPlot.Axis, uPlot.Axis];
  /** Without a series of its own a plot paints everything itself. */
  readonly series: (now: () => Drawn<Data>) => readonly uPlot.Series[];
  readonly aligned: (data: Data) => uPlot.AlignedData;
  readonly paint: (plot: uPlot, drawn: Drawn<Data>) => void;
}

export interface Drawn<Data> {
  readonly theme: PaperTheme;
  readonly data: Data;
}

/** Draws a plot into the element and follows its size, the theme and the data. */
export function trendPlot<Data>(
  kind: TrendPlotKind<Data>,
  data: () => Data,
): Attachment<HTMLElement> {
  return (element) => {
    const root = document.documentElement;
    let drawn = untrack(() => ({ theme: readPaperTheme(root), data: data() }));
    const now = (): Drawn<Data> => drawn;
    const plot = new uPlot(
      {
        ...sizeOf(element),
        padding: [TREND_GUTTER_PX.top, TREND_GUTTER_PX.right, 0, 0],
        legend: { show: false },
        cursor: { show: false },
        select: { show: false, left: 0, top: 0, width: 0, height: 0 },
        scales: kind.scales(now),
        axes: kind.axes(now).map((axis, side) => ({ ...quiet(now, side), ...axis })),
        series: [{}, ...kind.series(now)],
        hooks: {
          draw: [
            (chart) => {
              const { ctx, bbox } = chart;
              ctx.save();
              ctx.beginPath();
              ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
              ctx.clip();
              kind.paint(chart, drawn);
              ctx.restore();
            },
          ],
        },
      },
      kind.aligned(drawn.data),
      element,
    );
    const show = (next: Data): void => {
      drawn = { theme: readPaperTheme(root), data: next };
      plot.setData(kind.aligned(next));
    };
    const resized = new ResizeObserver(() => {
      plot.setSize(sizeOf(element));
    });
    resized.observe(element);
    const stopTheme = onDisplayChange(() => {
      show(data());
    });
    $effect(() => {
      show(data());
    });
    return () => {
      resized.disconnect();
      stopTheme();
      plot.destroy();
    };
  };
}

function sizeOf(element: HTMLElement): { width: number; height: number } {
  return { width: Math.max(1, element.clientWidth), height: Math.max(1, element.clientHeight) };
}

function quiet<Data>(now: () => Drawn<Data>, side: number): uPlot.Axis {
  const line = (): string => `${now().theme.line}99`;
  return {
    size: side === 0 ? TREND_GUTTER_PX.bottom : TREND_GUTTER_PX.left,
    gap: side === 0 ? 3 : 6,
    font: `11px ${now().theme.fontFamily}`,
    stroke: () => now().theme.textMuted,
    grid: { show: true, width: 1, stroke: line },
    ticks: { show: false },
    space: side === 0 ? 64 : 26,
  };
}
