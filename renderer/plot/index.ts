export { inFrame, lane, leadStrip, overviewChart } from './attachments.svelte.ts';
export {
  GAIN_PRESETS,
  SPEED_PRESETS,
  STANDARD_GAIN,
  STANDARD_SPEED,
  stepPreset,
} from './ecg-paper.ts';
export { disclosurePage } from './disclosure/disclosure-page.svelte.ts';
export { pageDrawing } from './disclosure/page-drawing.ts';
export {
  boxesOf,
  pageHeightPx,
  pageLayout,
  pageOfRow,
  rowOfSample,
  rowsOfPage,
  sampleAtPlace,
  samplesOfRows,
  traceWidthPx,
  type PageLayout,
  type RowBox,
} from './disclosure/page-layout.ts';
export type { PagePicture } from './disclosure/page-picture.ts';
export { FrameLoop } from './frame-loop.ts';
export { OVERVIEW_GUTTER_PX, OVERVIEW_HEIGHT_PX, type OverviewData } from './overview-chart.ts';
export { BEAT_LANE_HEIGHT_PX, paintBeatLane, type BeatMarks } from './overlays/beat-lane.ts';
export { paintReferenceLane, REFERENCE_LANE_HEIGHT_PX } from './overlays/reference-lane.ts';
export { paintRrLane, RR_LANE_HEIGHT_PX } from './overlays/rr-lane.ts';
export { paintTimeRuler, TIME_RULER_HEIGHT_PX } from './overlays/time-ruler.ts';
export { measureUntilPaint } from './paint-timing.ts';
export {
  isInFrame,
  StripSurface,
  timeOfFrame,
  xInFrame,
  type StripFrame,
} from './strip-surface.ts';
export { onDisplayChange, readPaperTheme } from './paper-theme.ts';
export { StripView } from './strip-view.svelte.ts';
export { WindowLoader } from './window-loader.ts';
export { DAY_PLOT, type DayData } from './day-plot.ts';
export { HISTOGRAM_PLOT, type HistogramData } from './histogram-plot.ts';
export { POINCARE_PLOT, type PoincareData } from './poincare-plot.ts';
export { TACHOGRAM_PLOT, type TachogramData } from './tachogram-plot.ts';
export { TREND_GUTTER_PX, trendPlot } from './trend-plot.svelte.ts';
export { superimposedBeats } from './superimposed-beats.svelte.ts';
