import type { PatientBlock, ReportPart } from '../../app/report/report-form.ts';

/** Words of the report view; what is printed is in `app/report/report-text.ts`. */
export const REPORT_TEXT = {
  title: (recording: string) => `Report of ${recording}`,
  contents: 'Contents',
  conclusion: 'Conclusion',
  conclusionLabel: 'In your words',
  conclusionHint: 'Printed on the first page.',
  patient: 'Patient',
  deidentified: 'De-identified',
  deidentifiedHint: 'Prints no personal data. What you enter stays in the library.',
  patientLabels: {
    name: 'Name',
    identifier: 'Identifier',
    birthDate: 'Date of birth',
    sex: 'Sex',
    indication: 'Indication',
    referredBy: 'Referred by',
  } satisfies Record<keyof PatientBlock, string>,
  birthDateHint: 'Year-month-day',
  parts: {
    trends: 'Heart rate trend',
    hourly: 'Hour by hour',
    variability: 'Heart rate variability',
    events: 'Events',
    strips: 'Bookmarked strips',
  } satisfies Record<ReportPart, string>,
  paper: 'Paper',
  papers: [
    { value: 'a4', label: 'A4' },
    { value: 'letter', label: 'US letter' },
  ] as const,
  export: 'Save as',
  formats: { pdf: 'PDF', html: 'HTML', csv: 'CSV' },
  fileName: (recording: string, extension: string) => `${recording} report.${extension}`,
  preview: 'Preview',
  layingOut: 'Laying out the report…',
  refresh: 'Lay out again',
  refreshMeaning: 'Beats, events or criteria may have changed since the preview was made.',
  page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  writing: (file: string) => `Writing ${file}: see the jobs.`,
  missing: (characters: readonly string[]) =>
    `A PDF cannot show ${characters.slice(0, 12).join(' ')}${characters.length > 12 ? ' …' : ''}: boxes stand there instead. The HTML file shows ${characters.length === 1 ? 'it' : 'them'}.`,
  saved: 'Saved in the library',
  strips: (key: string | null) =>
    `Mark strips in the review${key === null ? '' : ` with ${key}`}; they are printed at 25 mm/s and 10 mm/mV.`,
  printed: 'Print at 100 %: "fit to page" would change the scale of the strips.',
} as const;
