import type { SampleReader } from '../domain/recording.ts';
import { median } from '../signal/median.ts';
import { openShapeReader, SHAPE_LENGTH } from './beat-shapes.ts';
import { principalAxes, project } from './principal-axes.ts';
import { prematurity } from './prematurity.ts';

/** Beats as points: what is near looks alike and comes alike. */
export interface BeatPoints {
  /** One after the other. */
  readonly points: Float32Array;
  /** Numbers of a point: prematurity first, then the coordinates of the shape. */
  readonly length: number;
}

export interface PointOptions {
  /** Positions of the beats that are wanted, ascending; all without it. */
  readonly members?: Uint32Array | undefined;
  /** 0..1, every thousand beats; may throw to stop. */
  readonly onProgress?: (fraction: number) => void;
}

/** Beats, evenly spread, that the axes and the heights of the leads are taken from. */
const MOST_LEARNT = 3000;
/** Coordinates of a shape: what is beyond these is noise (found on MIT-BIH, like all numbers here). */
const MOST_AXES = 24;
/** A usual beat weaker than this (mV, root mean square) is a lead that has come off. */
const LEAST_ENERGY_MV = 0.05;
/** Shapes larger than so many usual beats are artefacts: what is beyond counts by its logarithm. */
const LARGEST_SHAPE = 2.5;
const PROGRESS_BEATS = 1000;

/**
 * Beats as points. Leads weigh alike, a usual beat has length 1. Reads the recording once in
 * order of time (and a few beats of it before) and keeps some hundred bytes a beat. An early beat
 * (`prematurity`, log2) is as far from one in time as one of another shape, so that a premature
 * supraventricular beat is not lost among normal ones that look the same.
 */
export function readBeatPoints(
  reader: SampleReader,
  beatSamples: Uint32Array,
  options: PointOptions = {},
): BeatPoints {
  const wanted = options.members ?? Uint32Array.from(beatSamples.keys());
  const count = wanted.length;
  const sampleOf = (row: number): number => beatSamples[wanted[row] as number] as number;
  const shapes = openShapeReader(reader);
  const stride = Math.max(1, Math.ceil(count / MOST_LEARNT));
  const learnt = new Float32Array(Math.ceil(count / stride) * shapes.length);
  for (let row = 0; row * stride < count; row += 1) {
    const own = learnt.subarray(row * shapes.length, (row + 1) * shapes.length);
    shapes.read(sampleOf(row * stride), own);
  }
  const scales = leadScales(learnt, shapes.length);
  for (let at = 0; at < learnt.length; at += shapes.length) {
    toScale(learnt.subarray(at, at + shapes.length), scales);
  }
  const axes = principalAxes(learnt, shapes.length, MOST_AXES);
  const early = prematurity(beatSamples, reader.sampleRateHz);
  const length = 1 + axes.count;
  const points = new Float32Array(count * length);
  const shape = new Float32Array(shapes.length);
  for (let row = 0; row < count; row += 1) {
    if (row % PROGRESS_BEATS === 0) options.onProgress?.(row / count);
    shapes.read(sampleOf(row), shape);
    toScale(shape, scales);
    points[row * length] = early[wanted[row] as number] as number;
    project(axes, shape, points, row * length + 1);
  }
  return { points, length };
}

/** What makes the usual beat of every lead as long as those of the other leads, and all of them 1. */
function leadScales(rows: Float32Array, length: number): number[] {
  const leads = length / SHAPE_LENGTH;
  return Array.from({ length: leads }, (_, lead) => {
    const energies = new Float32Array(rows.length / length);
    energies.forEach((_energy, row) => {
      const from = row * length + lead * SHAPE_LENGTH;
      energies[row] = norm(rows.subarray(from, from + SHAPE_LENGTH));
    });
    const usual = energies.length === 0 ? 0 : median(energies);
    return 1 / (Math.max(usual, LEAST_ENERGY_MV * Math.sqrt(SHAPE_LENGTH)) * Math.sqrt(leads));
  });
}

function toScale(shape: Float32Array, scales: readonly number[]): void {
  scales.forEach((scale, lead) => {
    for (let k = lead * SHAPE_LENGTH; k < (lead + 1) * SHAPE_LENGTH; k += 1) {
      shape[k] = (shape[k] as number) * scale;
    }
  });
  const size = norm(shape);
  if (size <= LARGEST_SHAPE) return;
  const smaller = (LARGEST_SHAPE + Math.log(size / LARGEST_SHAPE)) / size;
  for (let k = 0; k < shape.length; k += 1) shape[k] = (shape[k] as number) * smaller;
}

function norm(vector: Float32Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.sqrt(sum);
}
