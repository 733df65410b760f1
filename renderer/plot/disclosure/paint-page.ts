import type { SampleWindow } from '../../../app/contract/samples.ts';
import { INVALID_SAMPLE } from '../../../app/domain/recording.ts';
import { paintHatching } from '../overlays/hatching.ts';
import { traceLead, type SampleGap } from '../trace-path.ts';
import { paintMarks } from './paint-marks.ts';
import { QUIET_OPACITY, rowTopPx, type PageContext, type PagePicture } from './page-picture.ts';

/** From before the QRS to the end of a wide one, seconds from its peak. */
const QRS_BEFORE_S = 0.08;
const QRS_AFTER_S = 0.1;
const QRS_WIDTH_PX = 1.5;
/** Where in its row a trace lies: more goes up than down, and letters stand at the top. */
const BASELINE = 0.62;
/** Points of a row that its middle is found from. */
const LEVEL_POINTS = 256;

/** Draws a page; without samples its times alone, so that scrolling never shows an empty sheet. */
export function paintPage(
  context: PageContext,
  picture: PagePicture,
  samples: SampleWindow | null,
): void {
  const { density, widthPx, rows, rowHeightPx, bleedPx } = picture;
  const heightPx = rows.length * rowHeightPx + 2 * bleedPx;
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, widthPx, heightPx);
  paintGuides(context, picture);
  paintTimes(context, picture);
  if (samples !== null) {
    const levels = rows.map((_, row) => rowLevel(picture, samples, row));
    paintTraces(context, picture, samples, levels);
  }
  for (const { startSample, endSample } of picture.leftOut) {
    for (const part of partsInRows(picture, startSample, endSample)) {
      hatchInRow(context, picture, part, rowOf(picture, part.startSample));
    }
  }
  paintMarks(context, picture);
}

function paintGuides(context: PageContext, picture: PagePicture): void {
  const { theme, density, gutterPx, widthPx, rows, rowHeightPx, bleedPx } = picture;
  const line = 1 / density;
  context.fillStyle = theme.gridMinor;
  const rowSeconds = picture.rowSamples / picture.sampleRateHz;
  const pixelsPerSecond = (widthPx - gutterPx) / rowSeconds;
  for (let seconds = 0; seconds < rowSeconds; seconds += picture.guideSeconds) {
    const x = Math.round((gutterPx + seconds * pixelsPerSecond) * density) / density;
    context.fillRect(x, bleedPx, line, rows.length * rowHeightPx);
  }
  for (let row = 0; row <= rows.length; row += 1) {
    const y = Math.round(rowTopPx(picture, row) * density) / density;
    context.fillRect(gutterPx, y, widthPx - gutterPx, line);
  }
}

function paintTimes(context: PageContext, picture: PagePicture): void {
  const { theme, gutterPx, rows } = picture;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  rows.forEach(({ time, rate }, row) => {
    const middle = rowTopPx(picture, row) + picture.rowHeightPx / 2;
    context.font = `600 11px ${theme.fontFamily}`;
    context.fillStyle = theme.text;
    context.fillText(time, gutterPx - 8, middle - 7);
    context.font = `11px ${theme.fontFamily}`;
    context.fillStyle = theme.textMuted;
    context.fillText(rate, gutterPx - 8, middle + 7);
  });
}

/** Each row as a line of one device pixel, which is drawn far faster than any other. */
function paintTraces(
  context: PageContext,
  picture: PagePicture,
  samples: SampleWindow,
  levels: readonly number[],
): void {
  const { density, gutterPx, widthPx, rows, theme, rowSamples, startSample } = picture;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.beginPath();
  context.rect(gutterPx * density, 0, (widthPx - gutterPx) * density, context.canvas.height);
  context.clip();
  context.lineWidth = 1;
  context.lineJoin = 'round';
  context.strokeStyle = theme.trace;
  const gaps: SampleGap[][] = rows.map((_, row) => {
    const path = new Path2D();
    const from = startSample + row * rowSamples;
    const found = traceStretch(path, picture, samples, levels, from, from + rowSamples);
    context.stroke(path);
    return found;
  });
  context.globalAlpha = QUIET_OPACITY;
  paintQrs(context, picture, samples, levels, 1);
  context.globalAlpha = 1;
  paintQrs(context, picture, samples, levels, 0);
  context.restore();
  gaps.forEach((found, row) => {
    for (const gap of found) hatchInRow(context, picture, gap, row);
  });
}

/** The QRS of each marked beat once more, in the colour of its class. */
function paintQrs(
  context: PageContext,
  picture: PagePicture,
  samples: SampleWindow,
  levels: readonly number[],
  isQuiet: 0 | 1,
): void {
  const { beats, theme, density, sampleRateHz } = picture;
  context.lineWidth = QRS_WIDTH_PX * density;
  theme.classColours.forEach((colour, classIndex) => {
    const path = new Path2D();
    for (let index = 0; index < beats.sample.length; index += 1) {
      if (beats.beatClass[index] !== classIndex || beats.isQuiet[index] !== isQuiet) continue;
      const peak = beats.sample[index] ?? 0;
      const from = Math.round(peak - QRS_BEFORE_S * sampleRateHz);
      const to = Math.round(peak + QRS_AFTER_S * sampleRateHz);
      for (const part of partsInRows(picture, from, to)) {
        traceStretch(path, picture, samples, levels, part.startSample, part.endSample);
      }
    }
    context.strokeStyle = colour;
    context.stroke(path);
  });
}

/** The row of the page that a sample lies in. */
function rowOf({ startSample, rowSamples }: PagePicture, sample: number): number {
  return Math.floor((sample - startSample) / rowSamples);
}

/** A stretch cut where a row ends, without what lies outside the page. */
function partsInRows(
  { startSample, rowSamples, rows }: PagePicture,
  from: number,
  to: number,
): { startSample: number; endSample: number }[] {
  const first = Math.max(0, Math.floor((from - startSample) / rowSamples));
  const last = Math.min(rows.length - 1, Math.floor((to - 1 - startSample) / rowSamples));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => {
    const rowStart = startSample + (first + offset) * rowSamples;
    return {
      startSample: Math.max(from, rowStart),
      endSample: Math.min(to, rowStart + rowSamples),
    };
  });
}

/** Adds a stretch that lies within one row to a path, in device pixels; returns its gaps. */
function traceStretch(
  path: Path2D,
  picture: PagePicture,
  samples: SampleWindow,
  levels: readonly number[],
  from: number,
  to: number,
): SampleGap[] {
  const { density, gutterPx, widthPx, rowSamples, rowHeightPx, startSample, pixelsPerCount } =
    picture;
  const row = rowOf(picture, from);
  const pixelsPerSample = ((widthPx - gutterPx) * density) / rowSamples;
  const inRow = from - startSample - row * rowSamples;
  return traceLead(path, [samples], 0, {
    originSample: from,
    endSample: to,
    leftPx: gutterPx * density + inRow * pixelsPerSample,
    pixelsPerSample,
    zeroPx:
      (rowTopPx(picture, row) + BASELINE * rowHeightPx + (levels[row] ?? 0) * pixelsPerCount) *
      density,
    pixelsPerCount: pixelsPerCount * density,
  });
}

function hatchInRow(
  context: PageContext,
  picture: PagePicture,
  { startSample: from, endSample: to }: SampleGap,
  row: number,
): void {
  const { gutterPx, widthPx, rowSamples, rowHeightPx, startSample, theme } = picture;
  const rowStart = startSample + row * rowSamples;
  const pixelsPerSample = (widthPx - gutterPx) / rowSamples;
  const left = Math.max(gutterPx, gutterPx + (from - rowStart) * pixelsPerSample);
  const right = Math.min(widthPx, gutterPx + (to - rowStart) * pixelsPerSample);
  if (right - left < 1) return;
  const top = rowTopPx(picture, row);
  paintHatching(context, theme, { left, top, width: right - left, height: rowHeightPx });
}

/** The count on which a row is centred: its median, so that an offset does not push it away. */
function rowLevel(
  { startSample, rowSamples }: PagePicture,
  samples: SampleWindow,
  row: number,
): number {
  const [lead] = samples.leads;
  if (lead === undefined) return 0;
  const { samplesPerPoint, pointsPerLead } = samples;
  const rowStart = startSample + row * rowSamples - samples.startSample;
  const first = Math.floor(rowStart / samplesPerPoint);
  const end = Math.min(pointsPerLead, Math.ceil((rowStart + rowSamples) / samplesPerPoint));
  const step = Math.max(1, Math.floor((end - first) / LEVEL_POINTS));
  const levels: number[] = [];
  for (let point = first; point < end; point += step) {
    const low = lead.min[point] ?? INVALID_SAMPLE;
    if (low !== INVALID_SAMPLE) levels.push((low + (lead.max[point] ?? low)) / 2);
  }
  levels.sort((a, b) => a - b);
  return levels[levels.length >> 1] ?? 0;
}
