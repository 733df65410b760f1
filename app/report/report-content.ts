import type { EcgStrip } from './ecg-strip.ts';
import type { PaperSize } from './page-flow.ts';
import type { TrendChart } from './trend-chart.ts';

/** A label with its value; `null` prints as "Not assessed". `meaning`: denominator and definition. */
export interface Statement {
  readonly label: string;
  readonly value: string | null;
  readonly meaning: string | null;
}

export interface StatementGroup {
  readonly title: string;
  readonly statements: readonly Statement[];
}

/** A table and what has to be known to read it. */
export interface Listing {
  readonly columns: readonly string[];
  /** `null` cells were not assessed. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly note: string;
}

export interface ReportStrip {
  readonly title: string;
  readonly note: string;
  /** Where it begins: seconds into the recording, and when that began by the clock. */
  readonly place: { readonly startS: number; readonly startTime: string | null };
  readonly strip: EcgStrip;
}

/** Everything that a report says, in words and numbers, before it is laid out. */
export interface ReportContent {
  readonly paper: PaperSize;
  readonly recordingName: string;
  /** Empty when the report is de-identified. */
  readonly patient: readonly Statement[];
  readonly study: readonly Statement[];
  /** Who read it, and whether it is signed. */
  readonly reading: readonly Statement[];
  /** The reader's own words. */
  readonly conclusion: string;
  readonly summary: readonly StatementGroup[];
  readonly trends: readonly { readonly title: string; readonly chart: TrendChart }[];
  readonly hourly: Listing | null;
  readonly events: Listing | null;
  /** What counts as an event, and how heart rate and HRV are defined: full sentences. */
  readonly criteria: readonly string[];
  readonly strips: readonly ReportStrip[];
  readonly model: readonly Statement[];
  readonly signature: {
    readonly name: string;
    /** When and what was signed, in words; null: a draft. */
    readonly signedAt: string | null;
    /** That the reading is another since it was signed, in words; null: it is not. */
    readonly changed: string | null;
  };
  readonly producedBy: string;
}
