import { createHash, randomUUID } from 'node:crypto';
import type { TrainingSet, TrainingSetSummary } from '../../app/contract/training-governance.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { BEAT_CLASSES, zeroPerClass } from '../../app/domain/beat-class.ts';
import { AGREEMENT_RULE } from '../../app/learning/reader-agreement.ts';
import type { TrainingRecording } from '../jobs/training-task.ts';
import type { StoredTrainingSet, TrainingSetContent } from '../store/queries/training-sets.ts';
import type { Store } from '../store/store.ts';
import { correctedReadings, EXCLUSION_REASONS, trainingRecording, type CorrectedReading } from './corrections.ts'; // prettier-ignore
import { now, type CoreContext } from './context.ts';

type Context = Pick<CoreContext, 'store' | 'folders' | 'openFolders'>;

interface BuiltSet {
  readonly sha256: string;
  readonly editsFrom: number;
  readonly content: TrainingSetContent;
  readonly recordings: readonly TrainingRecording[];
}

/**
 * The training set of all corrections made so far: a new version, or the one that holds exactly the
 * same beats.
 * @throws AppError no-corrections
 */
export function currentTrainingSet(context: Context, baseModelId: string): StoredTrainingSet {
  const { store } = context;
  const editsThrough = store.edits.lastSeq();
  const readings = correctedReadings(context, editsThrough);
  const built = build(context, readings, baseModelId, isUnlocked);
  if (built.recordings.length === 0) {
    throw new AppError('no-corrections', 'There is nothing to learn from yet.', {
      remedy:
        readings.length === 0
          ? 'Open a recording and correct or confirm some of its beats first.'
          : 'All corrected beats are of locked recordings or unreadable: correct beats of another recording, or unlock one.',
    });
  }
  const known = store.trainingSets.byHash(built.sha256);
  if (known !== null) return known;
  const { sha256, editsFrom, content } = built;
  const set = { id: randomUUID(), createdAt: now(), editsFrom, editsThrough, sha256, content };
  return { ...set, version: store.trainingSets.insert(set) };
}

/**
 * The recordings of a stored set with the labels that they had when it was made.
 * @throws AppError conflict when they cannot be had any more
 */
export function recordingsOfSet(
  context: Context,
  set: StoredTrainingSet,
  baseModelId: string,
): readonly TrainingRecording[] {
  const members = new Set(set.content.members.map(({ recordingId }) => recordingId));
  const readings = correctedReadings(context, set.editsThrough);
  const isMember = ({ recording }: CorrectedReading): boolean => members.has(recording.id);
  const built = build(context, readings, baseModelId, isMember);
  if (built.sha256 !== set.sha256) {
    throw new AppError(
      'conflict',
      `Training set ${set.version} cannot be built again: a recording was removed or given to another patient.`,
      { remedy: 'Start a new run, which makes a new training set.' },
    );
  }
  return built.recordings;
}

/** Reviewed recordings that are locked, and were not learned from by any of the models named. */
export function lockedRecordings(
  context: Context,
  baseModelId: string,
  learnedFrom: ReadonlySet<string>,
): TrainingRecording[] {
  return correctedReadings(context, context.store.edits.lastSeq())
    .filter((reading) => !isUnlocked(reading) && !learnedFrom.has(reading.recording.id))
    .map((reading) => trainingRecording(context, reading, baseModelId));
}

/** Ids of all recordings that a model and those that it was made from learned corrections of. */
export function recordingsLearnedFrom(store: Store, modelId: string): Set<string> {
  const learned = new Set<string>();
  const seen = new Set<string>();
  for (let id: string | null = modelId; id !== null && !seen.has(id);) {
    seen.add(id);
    const runId = store.trainingRuns.madeBy(id);
    const setId = runId === null ? null : store.trainingRuns.trainingSetId(runId);
    const set = setId === null ? null : store.trainingSets.byId(setId);
    for (const { recordingId } of set?.content.members ?? []) learned.add(recordingId);
    id = store.models.byId(id)?.parentId ?? null;
  }
  return learned;
}

export function summarise(set: StoredTrainingSet): TrainingSetSummary {
  const { id, version, createdAt, editsFrom, editsThrough, sha256, content } = set;
  const { members, byClass, byReader } = content;
  return {
    id,
    version,
    createdAt,
    editsFrom,
    editsThrough,
    recordings: members.length,
    patients: new Set(members.map(({ group }) => group)).size,
    beats: BEAT_CLASSES.reduce((sum, name) => sum + byClass[name], 0),
    byClass,
    byReader,
    sha256,
  };
}

/** @throws AppError not-found */
export function describeSet(store: Store, id: string): TrainingSet {
  const set = store.trainingSets.byId(id);
  if (set === null) throw new AppError('not-found', 'This training set is not known.');
  const { members, excluded, disagreements } = set.content;
  return {
    ...summarise(set),
    members: members.map(({ recordingId, group, byClass }) => {
      const recording = store.recordings.byId(recordingId);
      const patient = recording === null ? null : store.recordingRoles.read(recording.key).patient;
      return {
        recordingId,
        name: recording?.name ?? 'removed from the library',
        patient: patient ?? `patient ${group}`,
        byClass,
      };
    }),
    excluded,
    disagreements,
  };
}

function isUnlocked({ role }: CorrectedReading): boolean {
  return role.lockedAt === null;
}

function build(
  context: Context,
  readings: readonly CorrectedReading[],
  baseModelId: string,
  belongs: (reading: CorrectedReading) => boolean,
): BuiltSet {
  const hash = createHash('sha256');
  const groups = new Map<string, number>();
  const byReader = new Map<string, number>();
  const total = zeroPerClass();
  const excluded = { deleted: 0, locked: 0, leftOut: 0, unreadable: 0 };
  const members: TrainingSetContent['members'] = [];
  const recordings: TrainingRecording[] = [];
  let editsFrom = Infinity;
  let disagreements = 0;
  const inOrder = readings.toSorted((a, b) => a.recording.key - b.recording.key);
  for (const corrected of inOrder) {
    const { recording, reading, judgements } = corrected;
    if (!belongs(corrected)) {
      for (const { label, deleted } of reading.marks.values()) {
        if (label !== null && !deleted) excluded.locked += 1;
      }
      continue;
    }
    for (const { deleted } of reading.marks.values()) if (deleted) excluded.deleted += 1;
    const prepared = trainingRecording(context, corrected, baseModelId);
    const byClass = zeroPerClass();
    let beats = 0;
    prepared.beatId.forEach((id, index) => {
      const label = reading.marks.get(id)?.label ?? null;
      if (label === null) return;
      const weight = prepared.weight[index] ?? 0;
      if (weight === 0) {
        if (prepared.leftOut[index] === 1) excluded.leftOut += 1;
        else excluded.unreadable += 1;
        return;
      }
      beats += 1;
      byClass[label.beatClass] += 1;
      total[label.beatClass] += 1;
      if (weight < 1) disagreements += 1;
      for (const reader of judgements.get(id)?.keys() ?? [label.reader]) {
        byReader.set(reader, (byReader.get(reader) ?? 0) + 1);
      }
      hash.update(`${recording.id} ${prepared.beatSamples[index]} ${label.beatClass} ${weight}\n`);
    });
    if (beats === 0) continue;
    const group = groups.get(prepared.patient) ?? groups.size + 1;
    groups.set(prepared.patient, group);
    hash.update(`${recording.id} is of patient ${group}\n`);
    editsFrom = Math.min(editsFrom, corrected.firstSeq);
    members.push({ recordingId: recording.id, group, byClass });
    recordings.push(prepared);
  }
  return {
    sha256: hash.digest('hex'),
    editsFrom: Number.isFinite(editsFrom) ? editsFrom : 0,
    recordings,
    content: {
      byClass: total,
      byReader: Array.from(byReader, ([reader, beats]) => ({ reader, beats })),
      members,
      excluded: [
        { reason: EXCLUSION_REASONS.deleted, beats: excluded.deleted },
        { reason: EXCLUSION_REASONS.locked, beats: excluded.locked },
        { reason: EXCLUSION_REASONS.leftOut, beats: excluded.leftOut },
        { reason: EXCLUSION_REASONS.unreadable, beats: excluded.unreadable },
      ].filter(({ beats }) => beats > 0),
      disagreements: { beats: disagreements, rule: AGREEMENT_RULE },
    },
  };
}
