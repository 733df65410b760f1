import * as v from 'valibot';
import { UNNAMED_READER } from '../domain/reader-name.ts';

export const engineProbeSchema = v.object({
  name: v.picklist(['native', 'webgpu', 'wasm', 'cpu']),
  available: v.boolean(),
  chosen: v.boolean(),
  /** Why it was or was not taken, in one sentence. */
  reason: v.string(),
});
export type EngineProbe = v.InferOutput<typeof engineProbeSchema>;

export const settingsSchema = v.object({
  reader: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
  theme: v.picklist(['system', 'light', 'dark', 'high-contrast']),
  engine: v.picklist(['auto', 'native', 'webgpu', 'wasm', 'cpu']),
  timeDisplay: v.picklist(['elapsed', 'clock']),
  /** What moves while the strips play: the paper, a sweep over it, or a line from page to page. */
  playMode: v.picklist(['scroll', 'sweep', 'page']),
  /** CSS pixels per millimetre measured with a ruler on this display. */
  pixelsPerMm: v.pipe(v.number(), v.minValue(1), v.maxValue(40)),
  /** Keys that the reader chose, by command ("strips.play"), in place of the shipped ones. */
  keys: v.record(
    v.pipe(v.string(), v.maxLength(64)),
    v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(32))), v.maxLength(4)),
  ),
});
export type Settings = v.InferOutput<typeof settingsSchema>;

/** What holds until a reader changes it. */
export const DEFAULT_SETTINGS: Settings = {
  // The name that edits carry until the reader gives one.
  reader: UNNAMED_READER,
  theme: 'system',
  engine: 'auto',
  timeDisplay: 'elapsed',
  playMode: 'scroll',
  // CSS defines 96 px an inch: the best guess until a ruler was held against the display.
  pixelsPerMm: 96 / 25.4,
  keys: {},
};
