import type { ChannelName, Handlers } from '../../../app/contract/channels.ts';
import type { QueuedBeat } from '../../../app/contract/training-governance.ts';
import type {
  BeatState,
  EditRequest,
  EditResult,
  LogEntry,
  RecordingDetail,
} from '../../../app/contract/schemas.ts';
import { createDemoHolter, type DemoHolter } from '../../../app/demo/demo-holter.ts';
import { AppError } from '../../../app/domain/app-error.ts';
import { BEAT_CLASSES, beatClassIndex, zeroPerClass } from '../../../app/domain/beat-class.ts';
import type { RhythmRecording } from '../../../app/rhythm/find-events.ts';
import { encodeReading, modelReading, truthReading } from './made-up-beats.ts';
import { sampleWindow } from './made-up-signal.ts';
import { madeUpQuality } from './made-up-quality.ts';
import { madeUpTrends } from './made-up-trends.ts';
import { singleEdits } from '../single-edits.ts';
import { madeUpEditing } from './made-up-editing.ts';
import { madeUpEvents } from './made-up-events.ts';
import { ADJUDICATED, madeUpReadings } from './made-up-readings.ts';

export const RECORDING_ID = 'demo';
const MODEL_ID = 'ectopy-2-1';
const READER = 'AB';

/** One change of one beat, with what undoing it puts back. */
interface Change {
  readonly before: BeatState;
  readonly after: BeatState;
}

/**
 * A recording under review without a core: demo signal, labels of a model that errs now and then,
 * and an edit log in memory. Keeps all samples; for an hour or two, not for a day.
 */
export class MadeUpReview {
  /** Makes the next edit fail, as a full disk would. */
  failNextEdit = false;
  readonly #holter: DemoHolter;
  readonly #leads: Int16Array[];
  readonly #beats: BeatState[];
  readonly #quality: Partial<Handlers<ChannelName>>;
  readonly #log: LogEntry[] = [];
  readonly #done: Change[][] = [];
  readonly #undone: Change[][] = [];
  #savedAt: string | null = null;

  constructor(hours: number, leadCount: number) {
    this.#holter = createDemoHolter({ seed: 3, hours, leadCount, sampleRateHz: 250 });
    this.#leads = Array.from({ length: leadCount }, () => new Int16Array(this.#holter.sampleCount));
    for (const chunk of this.#holter.chunks()) {
      chunk.leads.forEach((values, lead) => this.#leads[lead]?.set(values, chunk.startSample));
    }
    this.#beats = modelReading(this.#holter);
    this.#quality = madeUpQuality(this.#holter.info, this.#leads);
  }

  detail(): RecordingDetail {
    const byClass = zeroPerClass();
    for (const beat of this.#beats) if (!beat.deleted) byClass[beat.beatClass] += 1;
    const { info, sampleCount } = this.#holter;
    return {
      id: RECORDING_ID,
      name: 'Demo Holter',
      status: 'ready',
      importedAt: '2026-11-22T11:40:00Z',
      openedAt: null,
      review: 'new',
      patient: null,
      tags: [],
      sourcePath: 'demo',
      sampleRateHz: info.sampleRateHz,
      sampleCount,
      leads: [...info.leads],
      startTime: info.startTime,
      beatCount: this.#beats.length,
      byClass,
      editedBeats: this.#beats.filter((beat) => beat.edited).length,
      excludedBeats: 0,
      analysedSamples: sampleCount,
      checks: 0,
      problems: 0,
      error: null,
      findings: [],
      reading: ADJUDICATED,
      modelId: MODEL_ID,
      engine: 'wasm',
      analysedLead: 0,
      annotators: ['truth'],
      references: [],
      viewState: null,
      canUndo: this.#done.length > 0,
      canRedo: this.#undone.length > 0,
      lastSavedAt: this.#savedAt,
    };
  }

  /** The beats of which the model is least sure, as "most gain first". */
  queue(): QueuedBeat[] {
    return this.#beats
      .filter(({ confidence, edited }) => confidence !== null && confidence < 0.7 && !edited)
      .slice(0, 40)
      .map(({ beatId, sample, modelClass, confidence }, index) => ({
        beatId,
        sample,
        score: 1 - index / 40,
        reason: `${modelClass ?? 'Q'} with ${Math.round(100 * (confidence ?? 0))} %`,
        group: index % 7,
        groupSize: 1 + (index % 7),
      }));
  }

  handlers(): Partial<Handlers<ChannelName>> {
    return {
      'recordings:open': () => this.detail(),
      'view-state:save': () => ({}),
      'beats:detail': ({ beatId }) => {
        const beat = this.#beat(beatId);
        const history = this.#log.filter((entry) => entry.beatId === beatId);
        const { modelClass, confidence } = beat;
        if (modelClass === null || confidence === null) {
          return { ...beat, probabilities: null, modelId: null, history };
        }
        const probabilities = zeroPerClass();
        for (const name of BEAT_CLASSES) probabilities[name] = (1 - confidence) / 4;
        probabilities[modelClass] = confidence;
        return { ...beat, probabilities, modelId: MODEL_ID, history };
      },
      'beats:snap': ({ sample }) => ({ sample: this.#snap(sample) }),
      'edits:append': ({ edits }) => this.#append(edits),
      'edits:undo': () => this.#step(this.#done, this.#undone, 'undo'),
      'edits:redo': () => this.#step(this.#undone, this.#done, 'redo'),
      ...madeUpEditing(
        {
          done: this.#done,
          undone: this.#undone,
          undo: () => this.#step(this.#done, this.#undone, 'undo'),
          redo: () => this.#step(this.#undone, this.#done, 'redo'),
        },
        READER,
      ),
      ...this.#quality,
      ...madeUpReadings(this.#beats),
      ...madeUpEvents(() => this.#rhythm(), READER),
      ...madeUpTrends(() => this.#rhythm(), this.#holter.info.startTime),
      'references:load': () => ({ annotator: 'truth', beats: this.#holter.truth.sample.length }),
      'references:compare': () => ({
        annotator: 'truth',
        qrs: { se: 99.87, ppv: 99.92 },
        v: { se: 96.31, ppv: 94.02 },
        s: { se: 81.5, ppv: null },
        matrix: [],
        differences: [],
        ownTrainingData: false,
      }),
    };
  }

  /** The bytes behind `ectopy://data/<route>`. */
  binary(route: string, params: URLSearchParams): Uint8Array {
    if (route === 'beats') return encodeReading(this.#beats.filter((beat) => !beat.deleted));
    if (route === 'reference') return encodeReading(truthReading(this.#holter));
    return sampleWindow(this.#holter, this.#leads, params);
  }

  #rhythm(): RhythmRecording {
    const beats = this.#beats
      .filter(({ deleted }) => !deleted)
      .toSorted((a, b) => a.sample - b.sample);
    return {
      sample: Uint32Array.from(beats, ({ sample }) => sample),
      beatClass: Uint8Array.from(beats, ({ beatClass }) => beatClassIndex(beatClass)),
      sampleRateHz: this.#holter.info.sampleRateHz,
      sampleCount: this.#holter.sampleCount,
      excluded: [],
      badSignal: this.#holter.truth.episodes.flatMap(({ kind, lead, startSample, endSample }) =>
        kind === 'noise' || kind === 'lead-off' ? [{ kind, lead, startSample, endSample }] : [],
      ),
    };
  }

  #beat(beatId: number): BeatState {
    const beat = this.#beats[beatId - 1];
    if (beat === undefined) throw new AppError('not-found', `There is no beat ${beatId}.`);
    return beat;
  }

  #snap(sample: number): number {
    const lead = this.#leads[0] ?? new Int16Array();
    let best = sample;
    for (let at = Math.max(0, sample - 15); at <= sample + 15; at += 1) {
      if (Math.abs(lead[at] ?? 0) > Math.abs(lead[best] ?? 0)) best = at;
    }
    return best;
  }

  #append(edits: readonly EditRequest[]): EditResult {
    if (this.failNextEdit) {
      this.failNextEdit = false;
      throw new AppError('disk-full', 'The edit could not be saved: the disk is full.', {
        file: '/home/reader/.config/Ectopy/library/ectopy.db',
        remedy: 'Free some space, then make the edit again.',
      });
    }
    const changes = singleEdits(edits).map((edit): Change => {
      if (edit.kind === 'insert') {
        const after: BeatState = {
          beatId: this.#beats.length + 1,
          sample: edit.sample,
          beatClass: edit.beatClass,
          deleted: false,
          edited: true,
          modelClass: null,
          confidence: null,
        };
        return { before: { ...after, deleted: true }, after };
      }
      const before = this.#beat(edit.beatId);
      const after = { ...before, edited: true };
      if (edit.kind === 'relabel') after.beatClass = edit.beatClass;
      else if (edit.kind === 'move') after.sample = edit.sample;
      else after.deleted = true;
      return { before, after };
    });
    this.#done.push(changes);
    this.#undone.length = 0;
    return this.#take(changes, singleEdits(edits)[0]?.kind ?? 'relabel');
  }

  #step(from: Change[][], to: Change[][], kind: 'undo' | 'redo'): EditResult {
    const changes = from.pop();
    if (changes === undefined) throw new AppError('conflict', `There is nothing to ${kind}.`);
    to.push(changes);
    const steps =
      kind === 'redo'
        ? changes
        : changes.map(({ before, after }) => ({ before: after, after: before }));
    return this.#take(steps, kind);
  }

  #take(changes: readonly Change[], kind: LogEntry['kind']): EditResult {
    const savedAt = new Date().toISOString();
    this.#savedAt = savedAt;
    for (const { before, after } of changes) {
      this.#beats[after.beatId - 1] = after;
      this.#log.push({
        seq: this.#log.length + 1,
        at: savedAt,
        reader: READER,
        kind,
        beatId: after.beatId,
        oldClass: before.deleted ? null : before.beatClass,
        newClass: after.deleted ? null : after.beatClass,
        oldSample: before.deleted ? null : before.sample,
        newSample: after.deleted ? null : after.sample,
      });
    }
    return {
      changed: changes.map(({ after }) => after),
      regionsChanged: false,
      groupsChanged: false,
      canUndo: this.#done.length > 0,
      canRedo: this.#undone.length > 0,
      savedAt,
    };
  }
}
