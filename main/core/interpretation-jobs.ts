import * as v from 'valibot';
import type { BeatColumns } from '../../app/contract/beat-columns.ts';
import { waveformsSchema } from '../../app/contract/interpretation.ts';
import type { Embedding, Waveforms } from '../../app/contract/interpretation.ts';
import { BEAT_CLASSES, beatClassAt } from '../../app/domain/beat-class.ts';
import type { JobControl } from '../jobs/job-registry.ts';
import type { MapTask } from '../jobs/interpretation-tasks.ts';
import { runInterpretation } from '../jobs/run-interpretation.ts';
import { countClasses } from '../learning/labelled-beats.ts';
import type { StoredModel } from '../store/queries/models.ts';
import type { CoreContext } from './context.ts';
import { findRecording } from './find-recording.ts';
import { fingerprintOf, readCached, writeCached } from './interpretation-cache.ts';
import type { CachePlace } from './interpretation-cache.ts';
import { describeWaveforms } from './interpretation-model.ts';

export interface InterpretationRequest {
  readonly recordingId: string;
  readonly model: StoredModel;
  /** The recording's beats as they stand. */
  readonly columns: BeatColumns;
}

/** A value that is there, or the job that computes it. */
export interface Computed<Value> {
  readonly jobId: string | null;
  readonly value: Value | null;
}

/** A map as it is kept: without the readers' classes, which may change under it. */
const storedMapSchema = v.object({
  x: v.array(v.number()),
  y: v.array(v.number()),
  beatId: v.array(v.number()),
  predicted: v.array(v.picklist(BEAT_CLASSES)),
});
type StoredMap = v.InferOutput<typeof storedMapSchema>;

/** What takes longer than a request may: computed once by a job, then kept beside the recording. */
export class InterpretationJobs {
  readonly #context: CoreContext;
  /** The job of what is being computed, by fingerprint. */
  readonly #jobs = new Map<string, string>();

  constructor(context: CoreContext) {
    this.#context = context;
  }

  embedding(request: InterpretationRequest): Computed<Embedding> {
    const { recordingId, model, columns } = request;
    const parts = ['map', recordingId, model.sha256, columns.beatId, columns.sample];
    const place = this.#place(request, 'map', parts);
    const stored = readCached(place, storedMapSchema);
    if (stored !== null) return { jobId: null, value: withClasses(stored, columns) };
    return this.#start(place, request, 'Map the beats of', (control) =>
      this.#map(request, control),
    );
  }

  waveforms(request: InterpretationRequest): Computed<Waveforms> {
    const { recordingId, model, columns } = request;
    const { beatId, sample, beatClass } = columns;
    const parts = ['waveforms', recordingId, model.sha256, beatId, sample, beatClass];
    const place = this.#place(request, 'waveforms', parts);
    const stored = readCached(place, waveformsSchema);
    if (stored !== null) return { jobId: null, value: stored };
    return this.#start(place, request, 'Sum up the beats of', (control) =>
      this.#waveforms(request, control),
    );
  }

  #place(
    { recordingId, model }: InterpretationRequest,
    kind: CachePlace['kind'],
    parts: Parameters<typeof fingerprintOf>[0],
  ): CachePlace {
    return {
      recordingFolder: this.#context.folders.recording(recordingId),
      kind,
      modelId: model.id,
      fingerprint: fingerprintOf(parts),
    };
  }

  #start(
    place: CachePlace,
    { recordingId }: InterpretationRequest,
    title: string,
    compute: (control: JobControl) => Promise<StoredMap | Waveforms>,
  ): Computed<never> {
    const { jobs, store } = this.#context;
    const known = this.#jobs.get(place.fingerprint);
    if (known !== undefined) return { jobId: known, value: null };
    const jobId = jobs.start(
      {
        kind: 'interpret',
        title: `${title} ${findRecording(store, recordingId).name}`,
        // Not the recording's own: it keeps no analysis from being started.
        recordingId: null,
        lane: 'analysis',
      },
      async (control) => {
        try {
          const value = await compute(control);
          if (store.recordings.byId(recordingId) !== null) writeCached(place, value);
        } finally {
          this.#jobs.delete(place.fingerprint);
        }
      },
    );
    this.#jobs.set(place.fingerprint, jobId);
    return { jobId, value: null };
  }

  #task({ recordingId, model, columns }: InterpretationRequest): Omit<MapTask, 'kind'> {
    const { folders, store } = this.#context;
    return {
      folder: folders.recording(recordingId),
      beatSamples: columns.sample,
      beatClass: columns.beatClass,
      modelFolder: folders.model(model),
      engine: store.settings.read().engine,
    };
  }

  async #map(request: InterpretationRequest, control: JobControl): Promise<StoredMap> {
    const task = { kind: 'map' as const, ...this.#task(request) };
    const { x, y, beats, predicted } = await runInterpretation(task, listenersOf(control));
    return {
      x: [...x],
      y: [...y],
      beatId: Array.from(beats, (beat) => request.columns.beatId[beat] ?? 0),
      predicted: Array.from(predicted, beatClassAt),
    };
  }

  async #waveforms(request: InterpretationRequest, control: JobControl): Promise<Waveforms> {
    const task = { kind: 'waveforms' as const, ...this.#task(request) };
    const { classes, beats, windows } = await runInterpretation(task, listenersOf(control));
    const counts = countClasses(request.columns.beatClass);
    const inputLength = beats.length === 0 ? 0 : windows.length / beats.length;
    return {
      ...describeWaveforms(request.model),
      source: 'recording',
      classes: classes.map(({ beatClass, sampled, mean, low, high, examples }) => ({
        beatClass: beatClassAt(beatClass),
        beats: counts[beatClass] ?? 0,
        sampled,
        mean: [...mean],
        low: [...low],
        high: [...high],
        examples: examples.map((position) => ({
          beatId: request.columns.beatId[beats[position] ?? 0] ?? null,
          window: [...windows.subarray(position * inputLength, (position + 1) * inputLength)],
        })),
      })),
    };
  }
}

function listenersOf(control: JobControl) {
  return { signal: control.signal, onProgress: control.report.bind(control) };
}

/** The map with the classes that the beats have now. */
function withClasses({ x, y, beatId, predicted }: StoredMap, columns: BeatColumns): Embedding {
  const classOf = new Map<number, number>();
  columns.beatId.forEach((id, index) => classOf.set(id, columns.beatClass[index] as number));
  return {
    x,
    y,
    beatId,
    predicted,
    beatClass: beatId.map((id) => beatClassAt(classOf.get(id) as number)),
  };
}
