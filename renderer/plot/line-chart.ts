import uPlot from 'uplot';
import { spreadOut } from './spread-out.ts';

export interface LineSeries {
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** Name of the colour token, "--class-v". */
  readonly colourToken: string;
  /** Lengths of dashes and gaps in px; a second way to tell lines apart. */
  readonly dash?: readonly number[];
  /** Short name drawn at the end of the line. */
  readonly mark: string;
}

export interface LineChartContent {
  readonly x: readonly number[];
  readonly series: readonly LineSeries[];
  readonly xLabel: string;
  readonly xRange: readonly [number, number];
  /** Null fits the values, from 0. */
  readonly yRange: readonly [number, number] | null;
}

/** Room for the marks at the ends of the lines, px. */
const MARK_ROOM = 24;
const MARK_HEIGHT = 12;
const X_AXIS_SIZE = 24;
const X_LABEL_SIZE = 14;
const Y_AXIS_SIZE = 44;

/**
 * Draws a small line chart into `host` and keeps it as large as the host; returns how to remove it.
 * Colours are read from the tokens once: draw again after a change of theme.
 */
export function drawLineChart(host: HTMLElement, content: LineChartContent): () => void {
  const tokens = getComputedStyle(host);
  const token = (name: string): string => tokens.getPropertyValue(name).trim();
  const font = `11px ${token('--font')}`;
  const axis = {
    stroke: token('--text-muted'),
    font,
    labelFont: font,
    grid: { stroke: token('--surface-pressed'), width: 1 },
    ticks: { stroke: token('--surface-pressed'), width: 1, size: 4 },
  };

  const chart = new uPlot(
    {
      ...sizeOf(host),
      legend: { show: false },
      cursor: { show: false },
      padding: [8, MARK_ROOM, 0, 0],
      scales: {
        x: { time: false, range: [content.xRange[0], content.xRange[1]] },
        y: { range: (_chart, _low, high) => yRange(content, high) },
      },
      axes: [
        {
          ...axis,
          size: X_AXIS_SIZE,
          gap: 2,
          label: content.xLabel,
          labelSize: X_LABEL_SIZE,
          labelGap: 0,
          incrs: [1, 2, 5, 10, 20, 50],
        },
        { ...axis, size: Y_AXIS_SIZE },
      ],
      series: [
        {},
        ...content.series.map(({ label, colourToken, dash }) => ({
          label,
          stroke: token(colourToken),
          width: 1.5,
          spanGaps: true,
          points: { show: content.x.length < 2, size: 5, fill: token(colourToken) },
          ...(dash === undefined ? {} : { dash: [...dash] }),
        })),
      ],
      hooks: {
        draw: [
          (drawn) => {
            drawMarks(drawn, content, token, font);
          },
        ],
      },
    },
    [[...content.x], ...content.series.map(({ values }) => [...values])],
    host,
  );

  const resize = new ResizeObserver(() => {
    chart.setSize(sizeOf(host));
  });
  resize.observe(host);
  return () => {
    resize.disconnect();
    chart.destroy();
  };
}

function sizeOf(host: HTMLElement): { width: number; height: number } {
  return { width: Math.max(1, host.clientWidth), height: Math.max(1, host.clientHeight) };
}

function yRange({ yRange: fixed }: LineChartContent, high: number | null): [number, number] {
  if (fixed !== null) return [fixed[0], fixed[1]];
  return [0, high === null || high <= 0 ? 1 : 1.05 * high];
}

/** Writes each line's mark beside its last value, moved apart where lines end together. */
function drawMarks(
  chart: uPlot,
  { x, series }: LineChartContent,
  token: (name: string) => string,
  font: string,
): void {
  const ratio = uPlot.pxRatio;
  const ends = series.flatMap(({ values, mark, colourToken }) => {
    const last = values.findLastIndex((value) => value !== null);
    const value = values[last];
    const epoch = x[last];
    if (typeof value !== 'number' || epoch === undefined) return [];
    const left = chart.valToPos(epoch, 'x', true);
    return [{ mark, colour: token(colourToken), left, top: chart.valToPos(value, 'y', true) }];
  });
  const tops = spreadOut(
    ends.map(({ top }) => top),
    MARK_HEIGHT * ratio,
  );
  const { ctx } = chart;
  ctx.save();
  ctx.font = `600 ${font}`.replace('11px', `${11 * ratio}px`);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ends.forEach(({ mark, colour, left }, index) => {
    ctx.fillStyle = colour;
    ctx.fillText(mark, left + 5 * ratio, tops[index] ?? 0);
  });
  ctx.restore();
}
