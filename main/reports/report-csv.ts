import { stringify } from 'csv-stringify/sync';
import type { ReportContent, Statement } from '../../app/report/report-content.ts';
import { REPORT_WORDS } from '../../app/report/report-text.ts';

/**
 * The numbers of a report for a spreadsheet: one row a statement (part, label, value, meaning), then
 * the hourly table and the events, each between its head and its note, and after an empty row.
 */
export function csvOf(content: ReportContent): string {
  const statements = (part: string, list: readonly Statement[]): string[][] =>
    list.map(({ label, value, meaning }) => [
      part,
      label,
      value ?? REPORT_WORDS.notAssessed,
      meaning ?? '',
    ]);
  const rows: string[][] = [
    ['Part', 'Label', 'Value', 'Meaning'],
    ['', REPORT_WORDS.title, content.recordingName, REPORT_WORDS.intendedUse],
    ...statements(REPORT_WORDS.patient, content.patient),
    ...statements(REPORT_WORDS.recording, content.study),
    ...statements(REPORT_WORDS.reading, content.reading),
    [REPORT_WORDS.conclusion, '', content.conclusion, ''],
    ...content.summary.flatMap((group) => statements(group.title, group.statements)),
    ...content.criteria.map((sentence) => [REPORT_WORDS.criteria, '', sentence, '']),
    ...statements(REPORT_WORDS.classifier, content.model),
  ];
  for (const listing of [content.hourly, content.events]) {
    if (listing === null) continue;
    const cells = listing.rows.map((row) => row.map((cell) => cell ?? REPORT_WORDS.notAssessed));
    rows.push([], [...listing.columns], ...cells, [listing.note]);
  }
  // A cell that a spreadsheet would take for a formula stays text.
  const safe = rows.map((row) => row.map((cell) => (/^[=+@\t\r]/.test(cell) ? `'${cell}` : cell)));
  return stringify(safe, { bom: true, record_delimiter: 'windows' });
}
