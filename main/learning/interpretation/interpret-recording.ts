import { setImmediate } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import { AppError } from '../../../app/domain/app-error.ts';
import type { SampleReader } from '../../../app/domain/recording.ts';
import { chooseLeads } from '../../../app/learning/lead-choice.ts';
import { beatGroups } from '../../../app/signal/beat-groups.ts';
import { median } from '../../../app/signal/median.ts';
import { openBeatCutter, preparationNamed, type BeatCutter, type PreparationName } from '../../../app/signal/preparations/index.ts'; // prettier-ignore
import { openEngine, type EnginePreference } from '../engine.ts';
import { mostProbable } from '../../../app/learning/most-probable.ts';
import { classProbabilities, lastLayerInputs } from '../inference.ts';
import { readModelCard, readNetwork } from '../model-file.ts';
import type { Network } from '../networks/network.ts';
import { weightTensors } from '../networks/network.ts';
import { cutSample, sampleByClass } from './beat-sample.ts';
import { classWaveforms, type ClassWaveforms } from './class-waveforms.ts';
import { embeddingMap, type EmbeddingMap } from './embedding-map.ts';
import { integratedGradients, type Attribution } from './integrated-gradients.ts';
import { shownPreparation } from './shown-preparation.ts';

/** Beats of a map, and of the waveforms. */
const MOST_BEATS = 2000;
/** The same beats and the same map at every computation. */
const SEED = 1;

export interface InterpretOptions {
  readonly reader: SampleReader;
  /** All beats as sample numbers, ascending. */
  readonly beatSamples: Uint32Array;
  readonly modelFolder: string;
  readonly engine: EnginePreference;
  onProgress?(stage: string, fraction: number): void;
  readonly signal?: AbortSignal | undefined;
}

export interface BeatExplanation extends Attribution {
  readonly window: Float32Array;
  readonly baseline: Float32Array;
  /** Indices into BEAT_CLASSES. */
  readonly target: number;
  readonly predicted: number;
}

/**
 * Why the model says what it says of one beat (its position in `beatSamples`): integrated gradients
 * against the usual beat around it, which is the sample-wise median of the prepared beats.
 * @throws AppError `model-damaged`, `engine-unavailable`
 */
export async function explainBeat(
  options: InterpretOptions & { readonly beat: number; readonly target: number | null },
): Promise<BeatExplanation> {
  const { beatSamples, beat } = options;
  const group = beatGroups(beatSamples.length).find(
    ({ first, end }) => beat >= first && beat < end,
  );
  if (group === undefined) throw new RangeError(`There is no beat ${beat}`);
  const { preparation } = readModelCard(options.modelFolder);
  const cut = openCutter(options, preparation).cut(group);
  return withModel(options, async (network, weights) => {
    const { inputLength } = network;
    const start = (beat - group.first) * inputLength;
    const window = cut.slice(start, start + inputLength);
    const baseline = usualBeat(cut, inputLength);
    const probabilities = await classProbabilities(network, weights, window);
    const predicted = mostProbable(probabilities, network.classes)[0] as number;
    const target = options.target ?? predicted;
    const request = { network, weights, input: window, baseline, target };
    return { window, baseline, target, predicted, ...(await integratedGradients(request)) };
  });
}

export interface RecordingMap extends EmbeddingMap {
  /** Positions in `beatSamples`, ascending. */
  readonly beats: Uint32Array;
  /** The model's classes, as indices into BEAT_CLASSES. */
  readonly predicted: Uint8Array;
}

/**
 * A map of at most 2,000 beats, the rare classes (of `beatClass`) fully among them: what enters the
 * network's last layer, laid out in the plane.
 * @throws AppError `conflict` for too few beats, `model-damaged`, `engine-unavailable`, `cancelled`
 */
export async function mapRecording(
  options: InterpretOptions & { readonly beatClass: Uint8Array },
): Promise<RecordingMap> {
  const beats = sampleByClass(options.beatClass, MOST_BEATS, SEED);
  const { preparation } = readModelCard(options.modelFolder);
  const windows = await cutBeats(options, preparation, beats);
  return withModel(options, async (network, weights) => {
    options.onProgress?.('computing', 0);
    const probabilities = await classProbabilities(network, weights, windows);
    const features = await lastLayerInputs(network, weights, windows);
    const map = await embeddingMap(features, network.lastLayerInputLength, {
      seed: SEED,
      signal: options.signal,
      onProgress: (fraction) => {
        options.onProgress?.('laying out', fraction);
      },
    });
    return { beats, predicted: mostProbable(probabilities, network.classes), ...map };
  });
}

export interface RecordingWaveforms {
  readonly classes: readonly ClassWaveforms[];
  /** Positions in `beatSamples` of the beats that `classes` counts its examples by. */
  readonly beats: Uint32Array;
  /** The prepared beats. */
  readonly windows: Float32Array;
}

/** How the beats of every class look: at most 2,000 of them, as `shownPreparation` has them. */
export async function recordingWaveforms(
  options: InterpretOptions & { readonly beatClass: Uint8Array },
): Promise<RecordingWaveforms> {
  const beats = sampleByClass(options.beatClass, MOST_BEATS, SEED);
  const preparation = shownPreparation(readModelCard(options.modelFolder).preparation);
  const windows = await cutBeats(options, preparation, beats);
  const { inputLength } = preparationNamed(preparation);
  const beatClass = Uint8Array.from(beats, (beat) => options.beatClass[beat] as number);
  return { classes: classWaveforms({ inputLength, windows, beatClass }), beats, windows };
}

/** The recording as a preparation cuts it, from the leads that the model knows. */
function openCutter(
  { reader, beatSamples, modelFolder }: InterpretOptions,
  preparation: PreparationName,
): BeatCutter {
  const { leads: preferred } = readModelCard(modelFolder);
  const { leadCount } = preparationNamed(preparation);
  const leads = chooseLeads(reader, beatSamples, preferred, leadCount);
  return openBeatCutter(preparation, reader, leads, beatSamples);
}

function cutBeats(
  options: InterpretOptions,
  preparation: PreparationName,
  beats: Uint32Array,
): Promise<Float32Array> {
  const cutter = openCutter(options, preparation);
  const { inputLength } = preparationNamed(preparation);
  return cutSample(cutter, options.beatSamples.length, inputLength, beats, async (fraction) => {
    options.onProgress?.('reading beats', fraction);
    // Lets messages in, such as a wish to stop.
    await setImmediate();
    if (options.signal?.aborted === true) throw new AppError('cancelled', 'The job was cancelled.');
  });
}

async function withModel<Result>(
  { modelFolder, engine }: InterpretOptions,
  compute: (network: Network, weights: readonly tf.Tensor[]) => Promise<Result>,
): Promise<Result> {
  await openEngine(engine);
  const { network, weights } = readNetwork(modelFolder);
  const tensors = weightTensors(network, weights);
  try {
    return await compute(network, tensors);
  } finally {
    tf.dispose(tensors);
  }
}

/** Sample-wise median of prepared beats: one that is not there, but as the others are. */
function usualBeat(windows: Float32Array, inputLength: number): Float32Array {
  const column = new Float32Array(windows.length / inputLength);
  return Float32Array.from({ length: inputLength }, (_, k) => {
    for (let beat = 0; beat < column.length; beat += 1) {
      column[beat] = windows[beat * inputLength + k] as number;
    }
    return median(column);
  });
}
