import type { PaperSize } from './page-flow.ts';

/** What a reader fills in and chooses for a recording's report. */
export interface ReportForm {
  readonly paper: PaperSize;
  /** Prints nothing of `patient`. */
  readonly deidentified: boolean;
  readonly patient: PatientBlock;
  readonly conclusion: string;
  readonly parts: Readonly<Record<ReportPart, boolean>>;
}

export interface PatientBlock {
  readonly name: string;
  readonly identifier: string;
  readonly birthDate: string;
  readonly sex: string;
  readonly indication: string;
  readonly referredBy: string;
}

/** Parts that can be left out; criteria, classifier and signature are always printed. */
export const REPORT_PARTS = ['trends', 'hourly', 'variability', 'events', 'strips'] as const;
export type ReportPart = (typeof REPORT_PARTS)[number];

export const EMPTY_REPORT_FORM: ReportForm = {
  paper: 'a4',
  // Names leave a report by choice, never by oversight: nothing is printed until somebody asks for it.
  deidentified: true,
  patient: { name: '', identifier: '', birthDate: '', sex: '', indication: '', referredBy: '' },
  conclusion: '',
  parts: { trends: true, hourly: true, variability: true, events: true, strips: true },
};
