import type { RecordingSummary } from '../../../app/contract/schemas.ts';
import type {
  ModelComparison,
  PromotionEntry,
  RecordingRole,
  TrainingSet,
  TrainingSetSummary,
} from '../../../app/contract/training-governance.ts';
import { AppError } from '../../../app/domain/app-error.ts';
import { TRAINING_DATA, TRAINING_RUN } from './made-up-training.ts';

/** Made-up training sets, comparisons and promotions. */

const HASH = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f809';

export const TRAINING_SETS: readonly TrainingSetSummary[] = [
  {
    id: 'set-2',
    version: 2,
    createdAt: '2026-11-22T10:05:00.000Z',
    editsFrom: 1,
    editsThrough: 418,
    recordings: 3,
    patients: 2,
    beats: 312,
    byClass: TRAINING_DATA.byClass,
    byReader: TRAINING_DATA.byReader,
    sha256: HASH,
  },
];

export function trainingSet(setId: string): TrainingSet {
  const summary = TRAINING_SETS.find(({ id }) => id === setId);
  if (summary === undefined) throw new AppError('not-found', 'There is no such training set.');
  return {
    ...summary,
    members: TRAINING_DATA.recordings.map(({ recordingId, name, byClass }) => ({
      recordingId,
      name,
      patient: name,
      byClass,
    })),
    excluded: TRAINING_DATA.excluded,
    disagreements: { beats: 4, rule: 'the majority counts, with half the weight' },
  };
}

export function rolesOf(
  recordings: readonly RecordingSummary[],
  locked: ReadonlySet<string>,
): RecordingRole[] {
  return recordings.map(({ id, name, beatCount, editedBeats }) => ({
    recordingId: id,
    name,
    patient: null,
    locked: locked.has(id),
    lockedBy: locked.has(id) ? 'Anna Berg' : null,
    lockedAt: locked.has(id) ? '2026-11-20T10:00:00.000Z' : null,
    beats: beatCount,
    reviewedBeats: editedBeats,
  }));
}

export function madeUpComparison(): ModelComparison {
  const { before, after, id, baseModelId } = TRAINING_RUN;
  if (before === null || after === null) throw new Error('The made-up run has both.');
  const byRecording = [
    { recordingId: 'rec-231', name: '231', beats: after.beats, before: 0.462, after: 0.771 },
  ];
  return {
    runId: id,
    baseModelId,
    resultModelId: TRAINING_RUN.resultModelId ?? '',
    trainingSetId: 'set-2',
    tables: [
      {
        id: 'other-patients',
        title: 'Corrections of other patients',
        description: 'Each patient judged by a model that had not learned from it.',
        before,
        after,
        byRecording,
      },
      {
        id: 'locked',
        title: 'Locked recordings',
        description: 'Never learned from: 231.',
        before,
        after,
        byRecording,
      },
    ],
    warnings: ['Only one locked recording: its patient may be like or unlike others.'],
    sha256: HASH,
  };
}

export const PROMOTIONS: readonly PromotionEntry[] = [
  {
    at: '2026-11-19T12:00:00.000Z',
    kind: 'rollback',
    modelId: 'ectopy-1',
    reader: 'Anna Berg',
    runId: null,
    comparisonHash: null,
  },
  {
    at: '2026-11-18T12:00:00.000Z',
    kind: 'promote',
    modelId: 'tuned-20261122-1',
    reader: 'Anna Berg',
    runId: 'run-2',
    comparisonHash: HASH,
  },
];
