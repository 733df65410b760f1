import { formatTime } from '../text/recording-time.ts';
import { layOutStrip, longestStripS, stripMarks, type EcgStrip } from './ecg-strip.ts';
import { lines, MM_PER_POINT, type MeasureText, type Page } from './marks.ts';
import { breakLines, PageFlow } from './page-flow.ts';
import type { Listing, ReportContent, ReportStrip, Statement } from './report-content.ts';
import { putTable } from './report-table.ts';
import { REPORT_WORDS } from './report-text.ts';
import { putGroupPair } from './statement-groups.ts';
import { stripRows } from './strip-rows.ts';
import { trendMarks } from './trend-chart.ts';

const CHART_MM = 42;
const COLUMN_GAP_MM = 6;
/** Of a strip's title. */
const STRIP_HEAD_MM = 12;
const NAME_PT = 12;
/** Characters of a value that is a text to read, not a figure to find. */
const LONG_VALUE = 120;

/** Lays a report out. Pure: the same content gives the same pages. */
export function reportPages(content: ReportContent, measure: MeasureText): readonly Page[] {
  const { pages, isSignatureAlone } = layOut(content, measure, false);
  // Nobody is to sign a sheet that says nothing of what they sign.
  return isSignatureAlone ? layOut(content, measure, true).pages : pages;
}

/** `keepsEnd`: what stands before the signature begins its page. */
function layOut(
  content: ReportContent,
  measure: MeasureText,
  keepsEnd: boolean,
): { readonly pages: readonly Page[]; readonly isSignatureAlone: boolean } {
  const flow = new PageFlow(
    content.paper,
    {
      header: `Ectopy · ${REPORT_WORDS.title} · ${content.recordingName}`,
      headerEnd: headerOf(content.signature),
      footer: `${REPORT_WORDS.intendedUse} ${content.producedBy}`,
      page: REPORT_WORDS.page,
    },
    measure,
  );
  putTitle(flow, content);
  flow.section(REPORT_WORDS.conclusion);
  flow.paragraph(content.conclusion === '' ? REPORT_WORDS.noConclusion : content.conclusion, {
    ink: content.conclusion === '' ? 'muted' : 'text',
  });
  for (let index = 0; index < content.summary.length; index += 2) {
    putGroupPair(flow, content.summary.slice(index, index + 2));
  }
  if (content.trends.length > 0) {
    flow.section(REPORT_WORDS.trends, CHART_MM);
    for (const { title, chart } of content.trends) {
      flow.need(CHART_MM + 6);
      flow.skip(4);
      flow.text(flow.leftMm, flow.yMm, title, { sizePt: 8, weight: 'strong', ink: 'muted' });
      flow.skip(2);
      flow.add(
        ...trendMarks(chart, {
          xMm: flow.leftMm,
          yMm: flow.yMm,
          widthMm: flow.widthMm,
          heightMm: CHART_MM,
        }),
      );
      flow.skip(CHART_MM);
    }
  }
  putListing(flow, REPORT_WORDS.hourly, content.hourly);
  putListing(flow, REPORT_WORDS.events, content.events);
  if (content.strips.length > 0) putStrips(flow, content.strips);
  flow.section(REPORT_WORDS.criteria);
  for (const sentence of content.criteria) flow.paragraph(sentence, { sizePt: 8 });
  if (keepsEnd) flow.newPage();
  putClassifier(flow, content.model);
  const pagesBefore = flow.pages.length;
  putSignature(flow, content);
  return { pages: flow.finish(), isSignatureAlone: flow.pages.length > pagesBefore };
}

function putTitle(flow: PageFlow, content: ReportContent): void {
  flow.skip(6);
  flow.text(flow.leftMm, flow.yMm, REPORT_WORDS.title, { sizePt: 18, weight: 'strong' });
  const nameMm = flow.widthMm - flow.measure(REPORT_WORDS.title, 18, 'strong') - COLUMN_GAP_MM;
  const name = breakLines(content.recordingName, nameMm, (part) =>
    flow.measure(part, NAME_PT, 'strong'),
  );
  name.forEach((line, index) => {
    if (index > 0) flow.skip(NAME_PT * 1.35 * MM_PER_POINT);
    flow.text(flow.rightMm, flow.yMm, line, { sizePt: NAME_PT, weight: 'strong', anchor: 'end' });
  });
  flow.skip(1);
  const patient: Statement[] =
    content.patient.length > 0
      ? [...content.patient]
      : [{ label: REPORT_WORDS.deidentified, value: '', meaning: null }];
  putGroupPair(flow, [
    { title: REPORT_WORDS.patient, statements: patient },
    { title: REPORT_WORDS.recording, statements: content.study },
  ]);
  putGroupPair(flow, [{ title: REPORT_WORDS.reading, statements: content.reading }]);
}

/** Short facts as statements; what is a text, as a text over the full width. */
function putClassifier(flow: PageFlow, model: readonly Statement[]): void {
  const isText = ({ value }: Statement): boolean => (value?.length ?? 0) > LONG_VALUE;
  const statements = model.filter((statement) => !isText(statement));
  putGroupPair(flow, [{ title: REPORT_WORDS.classifier, statements }]);
  for (const { label, value } of model.filter(isText)) {
    flow.paragraph(`${label}: ${value ?? ''}`, { sizePt: 8 });
  }
}

function putListing(flow: PageFlow, title: string, listing: Listing | null): void {
  if (listing === null) return;
  flow.section(title);
  putTable(flow, listing);
  flow.skip(1);
  flow.paragraph(listing.note, { sizePt: 7.5, ink: 'muted' });
}

function putStrips(flow: PageFlow, strips: readonly ReportStrip[]): void {
  const highestMm = flow.fullHeightMm - STRIP_HEAD_MM;
  const rows = strips.flatMap(({ strip, ...said }) =>
    stripRows(strip, longestStripS(flow.widthMm))
      .flatMap(({ startS, row }) => leadsApart(row, highestMm).map((part) => ({ startS, part })))
      .map(({ startS, part }, index) => ({ ...said, startS, index, laidOut: layOutStrip(part) })),
  );
  flow.section(REPORT_WORDS.strips, (rows[0]?.laidOut.heightMm ?? 0) + 2 * STRIP_HEAD_MM);
  flow.paragraph(REPORT_WORDS.paper, { sizePt: 7.5, ink: 'muted' });
  for (const { title, note, place, startS, index, laidOut } of rows) {
    const startText = formatTime(place.startS + startS, 'clock', place.startTime, { tenths: true });
    flow.need(laidOut.heightMm + STRIP_HEAD_MM);
    flow.skip(6);
    const heading = index === 0 ? title : `${title}, ${REPORT_WORDS.continued}`;
    flow.text(flow.leftMm, flow.yMm, heading, { weight: 'strong' });
    flow.text(flow.rightMm, flow.yMm, startText, { ink: 'muted', anchor: 'end' });
    if (note !== '' && index === 0) {
      flow.skip(0.8);
      flow.paragraph(note, { sizePt: 8 });
    }
    flow.skip(1);
    flow.add(...stripMarks(laidOut, { xMm: flow.leftMm, yMm: flow.yMm, widthMm: flow.widthMm }));
    flow.skip(laidOut.heightMm);
  }
}

/** A strip of more leads than a page is high, as several of fewer. */
function leadsApart(strip: EcgStrip, highestMm: number): EcgStrip[] {
  const { leads } = strip;
  if (leads.length < 2 || layOutStrip(strip).heightMm <= highestMm) return [strip];
  const half = Math.ceil(leads.length / 2);
  return [leads.slice(0, half), leads.slice(half)].flatMap((some) =>
    leadsApart({ ...strip, leads: some }, highestMm),
  );
}

function headerOf({ signedAt, changed }: ReportContent['signature']): string {
  if (signedAt !== null) return REPORT_WORDS.signedAt(signedAt);
  return changed === null ? REPORT_WORDS.unsigned : REPORT_WORDS.changedHeader;
}

function putSignature(flow: PageFlow, { signature }: ReportContent): void {
  flow.section(REPORT_WORDS.signature, 30);
  flow.skip(4);
  flow.paragraph(
    signature.signedAt === null
      ? (signature.changed ?? REPORT_WORDS.unsigned)
      : `${signature.name}. ${REPORT_WORDS.signedAt(signature.signedAt)}.`,
  );
  flow.skip(14);
  const endMm = flow.leftMm + 0.55 * flow.widthMm;
  flow.add(lines([[flow.leftMm, flow.yMm, endMm, flow.yMm]], 0.25, 'text'));
  flow.skip(4);
  flow.text(flow.leftMm, flow.yMm, REPORT_WORDS.nameAndDate, { sizePt: 7.5, ink: 'muted' });
}
