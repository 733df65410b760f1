import type { ReportContent } from '../../app/report/report-content.ts';

/** Tasks of `report.worker.ts`. */
export type ReportTask = PreviewTask | WriteReportTask;

interface Laid {
  readonly content: ReportContent;
  /** Folder of the fonts that are embedded, as a file URL. */
  readonly fontFolder: string;
}

/** Lays the report out and draws its pages. */
export interface PreviewTask extends Laid {
  readonly kind: 'preview';
}

export const REPORT_FORMATS = ['pdf', 'html', 'csv'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Writes the report as a file, whole or not at all. */
export interface WriteReportTask extends Laid {
  readonly kind: 'write';
  readonly format: ReportFormat;
  readonly file: string;
  /** ISO time, as the file notes it. */
  readonly createdAt: string;
}

export interface PreviewResult {
  /** One SVG document a page. */
  readonly pages: readonly string[];
  /** Characters that a PDF cannot show. */
  readonly missing: readonly string[];
}
