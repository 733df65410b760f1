import type { DisclosureView } from '../../../app/contract/display.ts';
import { countsPerMillivolt, type Lead } from '../../../app/domain/recording.ts';
import { intersectSpans, unionSpans, type Span } from '../../../app/domain/regions.ts';
import { rowsOfPage, samplesOfRows, type PageLayout, type PagePicture } from '../../plot/index.ts';
import { DISCLOSURE_TEXT } from '../../text/disclosure.ts';
import { summariseWindow, type BeatFilter, type BeatTable, type LeftOut } from '../review/index.ts';

/** Seconds between the upright lines of a row, by its length. */
export const GUIDE_SECONDS = { 30: 5, 60: 10, 120: 20, 300: 60 } as const;
/** How far a beat may reach into the rows beside its own, in rows. */
export const BLEED_ROWS = 0.75;
const NORMAL = 0;

interface PictureInputs {
  readonly layout: PageLayout;
  readonly page: number;
  readonly rowSeconds: DisclosureView['rowSeconds'];
  readonly sampleRateHz: number;
  readonly lead: Lead;
  readonly pixelsPerMillivolt: number;
  readonly leadIndex: number;
  readonly leftOut: LeftOut;
  readonly table: BeatTable;
  readonly filter: BeatFilter;
  readonly theme: PagePicture['theme'];
  readonly timeAt: (sample: number) => string;
}

/** The picture of a page from what is known of the recording. */
export function pagePicture(inputs: PictureInputs): PagePicture {
  const { layout, page, sampleRateHz, lead, table, theme, timeAt } = inputs;
  const rows = rowsOfPage(layout, page);
  const { startSample, endSample } = samplesOfRows(layout, rows);
  const { rowSamples } = layout;
  return {
    widthPx: layout.widthPx,
    density: window.devicePixelRatio,
    gutterPx: layout.gutterPx,
    rowHeightPx: layout.rowHeightPx,
    bleedPx: Math.round(BLEED_ROWS * layout.rowHeightPx),
    startSample,
    sampleCount: layout.sampleCount,
    sampleRateHz,
    rowSamples,
    rows: Array.from({ length: rows.endRow - rows.firstRow }, (_, row) => {
      const from = startSample + row * rowSamples;
      const { heartRateBpm } = summariseWindow(table, from, from + rowSamples, sampleRateHz);
      return { time: timeAt(from), rate: DISCLOSURE_TEXT.rate(heartRateBpm) };
    }),
    pixelsPerCount: inputs.pixelsPerMillivolt / countsPerMillivolt(lead),
    beats: markedBeats(table, inputs.filter, startSample, endSample),
    leftOut: leftOutOf(inputs, startSample, endSample),
    guideSeconds: GUIDE_SECONDS[inputs.rowSeconds],
    theme,
  };
}

/** What of the lead is left out on the page, for whatever reason. */
function leftOutOf(
  { leftOut, leadIndex }: Pick<PictureInputs, 'leftOut' | 'leadIndex'>,
  startSample: number,
  endSample: number,
): Span[] {
  const ofLead = (leftOut.leads[leadIndex] ?? []).filter(({ look }) => look !== 'used');
  return intersectSpans(unionSpans(leftOut.spans, ofLead), [{ startSample, endSample }]);
}

/**
 * Beats that are not normal, and all that pass the filter; what the filter leaves out is quiet, so
 * that a page never looks as if there were nothing else on it.
 */
export function markedBeats(
  table: BeatTable,
  filter: BeatFilter,
  startSample: number,
  endSample: number,
): PagePicture['beats'] {
  const rows: number[] = [];
  const quiet: number[] = [];
  const end = table.indexAtOrAfter(endSample);
  for (let row = table.indexAtOrAfter(startSample); row < end; row += 1) {
    const isNormal = table.beatClass[row] === NORMAL;
    const passes = table.passes(filter, row);
    if (isNormal && (filter === 'all' || !passes)) continue;
    rows.push(row);
    quiet.push(passes ? 0 : 1);
  }
  return {
    sample: Uint32Array.from(rows, (row) => table.sample[row] ?? 0),
    beatClass: Uint8Array.from(rows, (row) => table.beatClass[row] ?? 0),
    isQuiet: Uint8Array.from(quiet),
  };
}
