import { layOutStrip, longestStripS, stripMarks, type EcgStrip } from './ecg-strip.ts';
import { lines, MM_PER_POINT, type MeasureText, type Page } from './marks.ts';
import { breakLines, PageFlow } from './page-flow.ts';
import type { Listing, ReportContent, ReportStrip, Statement } from './report-content.ts';
import { putTable } from './report-table.ts';
import { REPORT_WORDS } from './report-text.ts';
import { trendMarks } from './trend-chart.ts';

const CHART_MM = 42;
const ROW_MM = 4.6;
const COLUMN_GAP_MM = 6;
/** Of a strip's title. */
const STRIP_HEAD_MM = 12;
const NAME_PT = 12;
const VALUE_PT = 9;
const MEANING_PT = 7;
/** Label, then value. */
const LABEL_SHARE = 0.5;

/** Lays a report out. Pure: the same content gives the same pages. */
export function reportPages(content: ReportContent, measure: MeasureText): readonly Page[] {
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
  putGroupPair(flow, [{ title: REPORT_WORDS.classifier, statements: content.model }]);
  putSignature(flow, content);
  return flow.finish();
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

/** One group over the full width, or two side by side. */
function putGroupPair(
  flow: PageFlow,
  groups: readonly { readonly title: string; readonly statements: readonly Statement[] }[],
): void {
  const widthMm =
    groups.length === 1 ? flow.widthMm : (flow.widthMm - COLUMN_GAP_MM) / groups.length;
  const heights = groups.map(({ statements }) =>
    statements.reduce((sum, one) => sum + statementHeightMm(flow, one, widthMm), 0),
  );
  const heightMm = Math.max(0, ...heights);
  flow.need(Math.min(heightMm + 10, flow.fullHeightMm));
  flow.skip(7);
  const topMm = flow.yMm;
  groups.forEach(({ title, statements }, index) => {
    const xMm = flow.leftMm + index * (widthMm + COLUMN_GAP_MM);
    flow.text(xMm, topMm, title, { sizePt: 11.5, weight: 'strong' });
    flow.add(lines([[xMm, topMm + 1.8, xMm + widthMm, topMm + 1.8]], 0.2, 'line'));
    let yMm = topMm + 2.4;
    for (const statement of statements) {
      putStatement(flow, statement, { xMm, yMm, widthMm });
      yMm += statementHeightMm(flow, statement, widthMm);
    }
  });
  flow.skip(heightMm + 2.4);
}

function putStatement(
  flow: PageFlow,
  { label, value, meaning }: Statement,
  box: { readonly xMm: number; readonly yMm: number; readonly widthMm: number },
): void {
  const valueMm = box.xMm + LABEL_SHARE * box.widthMm;
  const baseline = box.yMm + ROW_MM - 1.2;
  flow.text(box.xMm, baseline, label, { sizePt: VALUE_PT, ink: 'muted' });
  const text = value ?? REPORT_WORDS.notAssessed;
  valueLines(flow, text, box.widthMm).forEach((line, index) => {
    flow.text(valueMm, baseline + index * ROW_MM, line, {
      sizePt: VALUE_PT,
      weight: value === null ? 'regular' : 'strong',
      ink: value === null ? 'muted' : 'text',
    });
  });
  const below = baseline + valueLines(flow, text, box.widthMm).length * ROW_MM - 1;
  meaningLines(flow, meaning, box.widthMm).forEach((line, index) => {
    flow.text(valueMm, below + index * MEANING_PT * 1.25 * MM_PER_POINT, line, {
      sizePt: MEANING_PT,
      ink: 'muted',
    });
  });
}

function statementHeightMm(flow: PageFlow, { value, meaning }: Statement, widthMm: number): number {
  const values = valueLines(flow, value ?? REPORT_WORDS.notAssessed, widthMm).length;
  const meanings = meaningLines(flow, meaning, widthMm).length;
  return values * ROW_MM + meanings * MEANING_PT * 1.25 * MM_PER_POINT + (meanings > 0 ? 0.6 : 0);
}

function valueLines(flow: PageFlow, text: string, widthMm: number): string[] {
  return breakLines(text, (1 - LABEL_SHARE) * widthMm, (part) =>
    flow.measure(part, VALUE_PT, 'strong'),
  );
}

function meaningLines(flow: PageFlow, meaning: string | null, widthMm: number): string[] {
  if (meaning === null) return [];
  return breakLines(meaning, (1 - LABEL_SHARE) * widthMm, (part) =>
    flow.measure(part, MEANING_PT, 'regular'),
  );
}

function putListing(flow: PageFlow, title: string, listing: Listing | null): void {
  if (listing === null) return;
  flow.section(title);
  putTable(flow, listing);
  flow.skip(1);
  flow.paragraph(listing.note, { sizePt: 7.5, ink: 'muted' });
}

function putStrips(flow: PageFlow, strips: readonly ReportStrip[]): void {
  flow.section(REPORT_WORDS.strips, 50);
  flow.paragraph(REPORT_WORDS.paper, { sizePt: 7.5, ink: 'muted' });
  const longestS = longestStripS(flow.widthMm);
  for (const { title, note, startText, strip } of strips) {
    const highestMm = flow.fullHeightMm - STRIP_HEAD_MM;
    const parts = partsOf(strip, longestS).flatMap((part) => leadsApart(part, highestMm));
    parts.forEach((part, index) => {
      const laidOut = layOutStrip(part);
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
    });
  }
}

/** A strip cut where the paper ends. */
function partsOf(strip: EcgStrip, longestS: number): EcgStrip[] {
  const count = Math.max(1, Math.ceil(strip.durationS / longestS - 1e-6));
  return Array.from({ length: count }, (_, part) => {
    const startS = part * longestS;
    const endS = Math.min(strip.durationS, startS + longestS);
    return {
      durationS: endS - startS,
      leads: strip.leads.map((lead) => ({
        ...lead,
        samples: lead.samples.subarray(
          Math.round(startS * lead.sampleRateHz),
          Math.round(endS * lead.sampleRateHz),
        ),
      })),
      beats: strip.beats
        .filter(({ offsetS }) => offsetS >= startS && offsetS < endS)
        .map((beat) => ({ ...beat, offsetS: beat.offsetS - startS })),
    };
  });
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
