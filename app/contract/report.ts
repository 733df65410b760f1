import * as v from 'valibot';
import { PAPER_SIZES, type PaperSize } from '../report/page-flow.ts';
import { REPORT_PARTS, type ReportPart } from '../report/report-form.ts';
import { channel } from './channel.ts';
import { countSchema, idSchema, nonEmptySchema } from './schemas.ts';

/** Reports of a recording's open reading: what goes into them, their pages, their files. */

const textSchema = v.pipe(v.string(), v.maxLength(200));
export const reportFormSchema = v.object({
  paper: v.picklist(Object.keys(PAPER_SIZES) as PaperSize[]),
  deidentified: v.boolean(),
  patient: v.object({
    name: textSchema,
    identifier: textSchema,
    birthDate: textSchema,
    sex: textSchema,
    indication: textSchema,
    referredBy: textSchema,
  }),
  conclusion: v.pipe(v.string(), v.maxLength(8000)),
  parts: v.object(
    Object.fromEntries(REPORT_PARTS.map((part) => [part, v.boolean()])) as Record<
      ReportPart,
      v.BooleanSchema<undefined>
    >,
  ),
});

export const reportFormatSchema = v.picklist(['pdf', 'html', 'csv']);
export type ReportFormat = v.InferOutput<typeof reportFormatSchema>;

const recording = v.object({ recordingId: idSchema });

export const REPORT_CHANNELS = {
  'report:form': channel('core', recording, reportFormSchema),
  'report:save-form': channel(
    'core',
    v.object({ ...recording.entries, form: reportFormSchema }),
    v.object({}),
  ),
  /** Lays the report out as it stands, and says which characters a PDF cannot show; its pages are then the binary route `report-page`. */
  'report:lay-out': channel(
    'core',
    recording,
    v.object({ pages: countSchema, missing: v.array(v.string()) }),
  ),
  /** A job that writes the file, replacing one of that name. */
  'report:write': channel(
    'core',
    v.object({ ...recording.entries, format: reportFormatSchema, file: nonEmptySchema }),
    v.object({ jobId: idSchema }),
  ),
} as const;

/** One page of the report last laid out, as an SVG document. */
export const reportPageSchema = v.object({ ...recording.entries, page: countSchema });
