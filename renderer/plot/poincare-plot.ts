import uPlot from 'uplot';
import { addClassShape, isHollowShape } from './overlays/class-shape.ts';
import type { TrendPlotKind } from './trend-plot.svelte.ts';

/** Beats by the interval before and the interval after each; columns of equal length. */
export interface PoincareData {
  readonly beforeMs: Float32Array;
  readonly afterMs: Float32Array;
  /** Index into BEAT_CLASSES. */
  readonly beatClass: Uint8Array;
  /** 1 for a point that is selected; empty when none is. */
  readonly selected: Uint8Array;
  /** Of both axes. */
  readonly range: readonly [leastMs: number, mostMs: number];
}

const NORMAL = 0;
const NORMAL_SIZE_PX = 1.5;
const ECTOPIC_RADIUS_PX = 3;
/** More ectopic points than this merge: they are drawn smaller and let what lies beneath through. */
const CROWD = 300;
const CROWDED_RADIUS_PX = 2;
const CROWDED_OPACITY = 0.45;
const RING_RADIUS_PX = 3;
/** Rings around more points than this would hide them: they are drawn in the selection's colour. */
const MOST_RINGS = 300;

export const POINCARE_PLOT: TrendPlotKind<PoincareData> = {
  scales: (now) => {
    const range = (): uPlot.Range.MinMax => [...now().data.range];
    return { x: { time: false, range }, y: { range } };
  },
  axes: () => [{ incrs: [100, 200, 500, 1000], space: 48 }, { incrs: [100, 200, 500, 1000] }],
  series: () => [{ stroke: 'transparent', points: { show: false } }],
  // The points are painted below; uPlot draws the axes.
  aligned: ({ range }) => [[...range], [null, null]],
  paint: (plot, { theme, data }) => {
    const { ctx, bbox } = plot;
    const ratio = uPlot.pxRatio;
    const { beforeMs, afterMs, beatClass, selected, range } = data;
    const scaleX = bbox.width / (range[1] - range[0]);
    const scaleY = bbox.height / (range[1] - range[0]);
    const x = (point: number): number => bbox.left + ((beforeMs[point] ?? 0) - range[0]) * scaleX;
    const y = (point: number): number =>
      bbox.top + bbox.height - ((afterMs[point] ?? 0) - range[0]) * scaleY;

    ctx.strokeStyle = theme.line;
    ctx.lineWidth = ratio;
    ctx.beginPath();
    ctx.moveTo(bbox.left, bbox.top + bbox.height);
    ctx.lineTo(bbox.left + bbox.width, bbox.top);
    ctx.stroke();

    const size = NORMAL_SIZE_PX * ratio;
    ctx.fillStyle = theme.classColours[NORMAL] ?? theme.text;
    for (let point = 0; point < beforeMs.length; point += 1) {
      if (beatClass[point] === NORMAL) ctx.fillRect(x(point), y(point), size, size);
    }
    const ectopic = beatClass.reduce((sum, classIndex) => sum + Number(classIndex !== NORMAL), 0);
    const isCrowded = ectopic > CROWD;
    const radius = (isCrowded ? CROWDED_RADIUS_PX : ECTOPIC_RADIUS_PX) * ratio;
    ctx.globalAlpha = isCrowded ? CROWDED_OPACITY : 1;
    ctx.lineWidth = 1.25 * ratio;
    for (let point = 0; point < beforeMs.length; point += 1) {
      const classIndex = beatClass[point] ?? NORMAL;
      if (classIndex === NORMAL) continue;
      const colour = theme.classColours[classIndex] ?? theme.text;
      ctx.fillStyle = colour;
      ctx.strokeStyle = colour;
      ctx.beginPath();
      addClassShape(ctx, classIndex, x(point), y(point), radius);
      if (isHollowShape(classIndex)) ctx.stroke();
      else ctx.fill();
    }

    ctx.globalAlpha = 1;
    const selectedCount = selected.reduce((sum, flag) => sum + flag, 0);
    ctx.strokeStyle = theme.selection;
    ctx.fillStyle = theme.selection;
    for (let point = 0; point < selected.length; point += 1) {
      if (selected[point] !== 1) continue;
      if (selectedCount > MOST_RINGS) {
        ctx.fillRect(x(point) - size / 2, y(point) - size / 2, 2 * size, 2 * size);
        continue;
      }
      ctx.beginPath();
      ctx.arc(x(point), y(point), RING_RADIUS_PX * ratio, 0, 2 * Math.PI);
      ctx.stroke();
    }
  },
};
