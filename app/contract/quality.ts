import * as v from 'valibot';
import { REGION_VERDICTS, type ReaderRegion } from '../domain/reader-regions.ts';
import { EXCLUSION_CAUSES, type AnalysedTime } from '../quality/analysed-time.ts';
import { channel } from './channel.ts';
import { countSchema, editResultSchema, idSchema, sampleSchema } from './schemas.ts';

/** What of a recording can be analysed, lead by lead, and what a reader makes of it. */

const spanEntries = { startSample: sampleSchema, endSample: sampleSchema };
/** Index of a lead; null for all leads. */
const scopeSchema = v.nullable(countSchema);

/** A stretch that a reader marked. */
export const readerRegionSchema = v.object({
  ...spanEntries,
  lead: scopeSchema,
  verdict: v.picklist(REGION_VERDICTS),
  reader: v.string(),
});

export const recordingQualitySchema = v.object({
  /** False until the signal's quality has been computed: then only the reader's word counts. */
  assessed: v.boolean(),
  totalSamples: countSchema,
  analysedSamples: countSchema,
  /** Sorted and disjoint; left out of everything that is counted, listed or averaged. */
  excluded: v.array(v.object(spanEntries)),
  /** Adds up to what is excluded. */
  byCause: v.array(v.object({ cause: v.picklist(EXCLUSION_CAUSES), samples: countSchema })),
  /** Per lead, in order of time: where it cannot be used, the reader's word taken in. */
  leads: v.array(v.array(v.object({ ...spanEntries, cause: v.picklist(EXCLUSION_CAUSES) }))),
  /** What the reader said. */
  regions: v.array(readerRegionSchema),
});
export type RecordingQuality = v.InferOutput<typeof recordingQualitySchema>;

/** The account of a reading's time as it crosses to the window. */
export function toRecordingQuality(
  { assessed, totalSamples, analysedSamples, excluded, byCause, leads }: AnalysedTime,
  regions: Iterable<ReaderRegion>,
): RecordingQuality {
  return {
    assessed,
    totalSamples,
    analysedSamples,
    excluded: [...excluded],
    byCause: [...byCause],
    leads: leads.map((stretches) =>
      EXCLUSION_CAUSES.flatMap((cause) =>
        stretches[cause].map((span) => ({ ...span, cause })),
      ).toSorted((a, b) => a.startSample - b.startSample),
    ),
    regions: [...regions],
  };
}

export const QUALITY_CHANNELS = {
  'quality:of': channel('core', v.object({ recordingId: idSchema }), recordingQualitySchema),
  /**
   * Leaves a stretch out, has it analysed in spite of its signal quality, or takes both back; one
   * transaction of the edit log and one undo step.
   */
  'quality:mark': channel(
    'core',
    v.object({
      recordingId: idSchema,
      lead: scopeSchema,
      mark: v.picklist([...REGION_VERDICTS, 'clear']),
      ...spanEntries,
    }),
    editResultSchema,
  ),
};
