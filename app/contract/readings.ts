import * as v from 'valibot';
import { BEAT_CLASSES } from '../domain/beat-class.ts';
import { REGION_VERDICTS } from '../domain/reader-regions.ts';
import { READING_KINDS } from '../domain/reading-kind.ts';
import { SETTLEMENT_CHOICES } from '../evaluation/adjudication.ts';
import { AGREEMENT_LABELS } from '../evaluation/agreement.ts';
import { channel } from './channel.ts';
import { settingsSchema } from './settings.ts';
import {
  countSchema,
  editResultSchema,
  finiteSchema,
  idSchema,
  nonEmptySchema,
  readingIdentitySchema,
  sampleSchema,
} from './schemas.ts';

/** Two readers of one recording: their readings, how far they agree, adjudication, sign-off, audit. */

const beatClassSchema = v.picklist(BEAT_CLASSES);

/** What is signed besides the beats. */
const SIGNED_PARTS = [
  'quality',
  'regions',
  'events',
  'bookmarks',
  'patient',
  'conclusion',
  'criteria',
] as const;

/** A reading as it stood when it was signed; it never changes. */
export const signedVersionSchema = v.object({
  id: idSchema,
  /** Counts up within its reading, from 1. */
  number: countSchema,
  reader: v.string(),
  signedAt: v.string(),
  /** The model whose classes stand where no reader gave one. */
  modelId: v.nullable(v.string()),
  beatCount: countSchema,
  /** Over beats, criteria, model, recording and, unless `hashesContents` is false, all else signed. */
  sha256: v.string(),
  /** False for versions signed before regions, words on events, strips and conclusion were. */
  hashesContents: v.boolean(),
  /** Beats that the reading now has otherwise, more, or no longer. */
  changedSince: countSchema,
  /** What else the reading now has otherwise. */
  changedParts: v.array(v.picklist(SIGNED_PARTS)),
});
export type SignedVersion = v.InferOutput<typeof signedVersionSchema>;

export const readingSummarySchema = v.object({
  ...readingIdentitySchema.entries,
  createdAt: v.string(),
  /** Whether the present reader has it open, as it stands. */
  isOpen: v.boolean(),
  /** Why the present reader may not open it; null: may. */
  closedBecause: v.nullable(v.string()),
  beatCount: countSchema,
  /** As the library counts them: beats in analysed time that were given a class, inserted or moved. */
  editedBeats: countSchema,
  /** The model that a blinded or adjudicated reading keeps; null: the one in use. */
  keptModelId: v.nullable(v.string()),
  /** The latest first. */
  versions: v.array(signedVersionSchema),
});
export type ReadingSummary = v.InferOutput<typeof readingSummarySchema>;

/** What can be begun, in words why not; null: it can. */
export const readingsSchema = v.object({
  /** The first begun first. */
  readings: v.array(readingSummarySchema),
  secondRefused: v.nullable(v.string()),
  adjudicationRefused: v.nullable(v.string()),
  /** Why the open reading cannot be signed. */
  signRefused: v.nullable(v.string()),
  /** Why the two readings cannot be compared yet. */
  agreementRefused: v.nullable(v.string()),
});
export type Readings = v.InferOutput<typeof readingsSchema>;

const intervalEntries = { low: finiteSchema, high: finiteSchema };
const kappaSchema = v.nullable(
  v.object({ value: finiteSchema, standardError: finiteSchema, ...intervalEntries }),
);

/** Of the signed versions compared latest; intervals of 95 %. */
export const agreementSchema = v.object({
  first: v.object({ reader: v.string(), version: countSchema }),
  second: v.object({ reader: v.string(), version: countSchema }),
  /** Rows: the first reader's label; columns: the second's; in the order of AGREEMENT_LABELS. */
  matrix: v.array(v.array(countSchema)),
  beats: countSchema,
  agreed: countSchema,
  share: v.nullable(v.object({ value: finiteSchema, ...intervalEntries })),
  kappa: kappaSchema,
  byClass: v.array(
    v.object({
      label: v.picklist(AGREEMENT_LABELS),
      first: countSchema,
      second: countSchema,
      both: countSchema,
      kappa: kappaSchema,
    }),
  ),
  /** Time that each version leaves out, s, added up over all leads. */
  time: v.object({
    totalS: finiteSchema,
    firstS: finiteSchema,
    secondS: finiteSchema,
    bothS: finiteSchema,
    agreedS: finiteSchema,
    kappa: v.nullable(finiteSchema),
  }),
});
export type AgreementReport = v.InferOutput<typeof agreementSchema>;

const readerBeatSchema = v.object({
  beatId: countSchema,
  sample: sampleSchema,
  beatClass: beatClassSchema,
  /** Whether the reader gave the class, or left the model's. */
  judged: v.boolean(),
});

const choiceSchema = v.picklist(SETTLEMENT_CHOICES);
/** What a reader says of a stretch; null: nothing. */
const markSchema = v.nullable(v.picklist(REGION_VERDICTS));

export const differenceSchema = v.variant('kind', [
  v.object({
    kind: v.literal('beat'),
    /** Names the difference in requests. */
    number: countSchema,
    sample: sampleSchema,
    /** null: this reader has no beat there. */
    first: v.nullable(readerBeatSchema),
    second: v.nullable(readerBeatSchema),
    settled: v.nullable(
      v.object({
        choice: choiceSchema,
        /** What the adjudicated reading has there now; null: no beat. */
        beatClass: v.nullable(beatClassSchema),
      }),
    ),
  }),
  v.object({
    kind: v.literal('stretch'),
    number: countSchema,
    /** Where it begins. */
    sample: sampleSchema,
    endSample: sampleSchema,
    /** null: all leads. */
    lead: v.nullable(countSchema),
    first: markSchema,
    second: markSchema,
    settled: v.nullable(v.object({ choice: choiceSchema, verdict: markSchema })),
  }),
]);
export type AdjudicatedDifference = v.InferOutput<typeof differenceSchema>;

export const adjudicationSchema = v.object({
  firstReader: v.string(),
  secondReader: v.string(),
  adjudicator: v.string(),
  /** A newer version of a reading was signed after the adjudication began. */
  outdated: v.boolean(),
  /** In order of time. */
  differences: v.array(differenceSchema),
});
export type Adjudication = v.InferOutput<typeof adjudicationSchema>;

const AUDIT_KINDS = [
  'relabel',
  'delete',
  'insert',
  'move',
  'region',
  'event',
  'strip',
  /** Conclusion and patient: the latest change alone is kept. */
  'report',
  'undo',
  'redo',
  'begun',
  // By one of the two readers that it decides between.
  'begun-own',
  'signed',
] as const;

export const auditEntrySchema = v.object({
  /** Unique within the trail. */
  id: v.string(),
  at: v.string(),
  reader: v.string(),
  reading: v.picklist(READING_KINDS),
  kind: v.picklist(AUDIT_KINDS),
  /** null for what is about no beat. */
  beatId: v.nullable(countSchema),
  sample: v.nullable(sampleSchema),
  oldClass: v.nullable(beatClassSchema),
  newClass: v.nullable(beatClassSchema),
  /** The signed version's number and hash; null for all else. */
  version: v.nullable(countSchema),
  sha256: v.nullable(v.string()),
});
export type AuditEntry = v.InferOutput<typeof auditEntrySchema>;

const auditFilterSchema = v.object({
  /** Empty: everybody. */
  reader: v.pipe(v.string(), v.maxLength(60)),
  /** Entries that give or take this class. */
  beatClass: v.optional(beatClassSchema),
});
export type AuditFilter = v.InferOutput<typeof auditFilterSchema>;

export const auditPageSchema = v.object({
  total: countSchema,
  /** Everybody who is in the trail without the filter. */
  readers: v.array(v.string()),
  /** The latest first. */
  entries: v.array(auditEntrySchema),
});
export type AuditPage = v.InferOutput<typeof auditPageSchema>;

const recording = v.object({ recordingId: idSchema });
const reading = v.object({ recordingId: idSchema, readingId: idSchema });
const version = v.object({ recordingId: idSchema, versionId: idSchema });
/** `reader`: who reads from then on; the present reader if left out. Refused without a name. */
const inName = v.object({
  recordingId: idSchema,
  reader: v.optional(settingsSchema.entries.reader),
});

export const READING_CHANNELS = {
  'readings:list': channel('core', recording, readingsSchema),
  /** Opens a reading for the present reader; every other channel then answers from it. */
  'readings:open': channel('core', reading, v.object({})),
  /** Opens a reading as it was signed: every other channel answers from that, and none edits it. */
  'readings:open-version': channel('core', version, v.object({})),
  /** Back to the reading that was open before a version was. */
  'readings:leave-version': channel('core', recording, v.object({})),
  /** A reading from the model's classification alone, by the present reader, and opens it. */
  'readings:begin-second': channel('core', inName, v.object({})),
  /** Freezes the open reading as it stands. */
  'readings:sign': channel('core', inName, signedVersionSchema),
  /** Writes a signed version's beats as a WFDB annotation file, and what was signed as JSON beside it. */
  'readings:export': channel(
    'core',
    v.object({ ...version.entries, folder: nonEmptySchema }),
    v.object({ path: nonEmptySchema }),
  ),
  /** Places of the beats that the reading now has otherwise than the signed version. */
  'readings:changes': channel(
    'core',
    version,
    v.array(
      v.object({
        sample: sampleSchema,
        signed: v.nullable(beatClassSchema),
        present: v.nullable(beatClassSchema),
        moved: v.boolean(),
      }),
    ),
  ),
  'readings:agreement': channel('core', recording, agreementSchema),
  /** A reading by the present reader of what the two signed readings agree on, and opens it. */
  'readings:begin-adjudication': channel('core', inName, v.object({})),
  'readings:adjudication': channel('core', recording, adjudicationSchema),
  /** One difference settled: one transaction of the adjudicated reading. */
  'readings:settle': channel(
    'core',
    v.object({
      recordingId: idSchema,
      /** Its number. A stretch is settled as one reader has it, or as not marked (`none`). */
      difference: countSchema,
      verdict: v.picklist(['first', 'second', ...BEAT_CLASSES, 'none']),
    }),
    editResultSchema,
  ),
  'readings:audit': channel(
    'core',
    v.object({
      recordingId: idSchema,
      ...auditFilterSchema.entries,
      first: countSchema,
      count: v.pipe(countSchema, v.minValue(1), v.maxValue(1000)),
    }),
    auditPageSchema,
  ),
  /** The trail as CSV in a folder. */
  'readings:export-audit': channel(
    'core',
    v.object({ recordingId: idSchema, ...auditFilterSchema.entries, folder: nonEmptySchema }),
    v.object({ path: nonEmptySchema, entries: countSchema }),
  ),
} as const;
