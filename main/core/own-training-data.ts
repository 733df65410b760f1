import * as v from 'valibot';
import type { StoredModel } from '../store/queries/models.ts';

/** What tells a recording from others. */
export interface RecordingIdentity {
  /** In this library. */
  readonly id: string;
  /** As its source calls it: "208". */
  readonly name: string;
  /** See `recordingFingerprint`; asked for only where a card has one of that name. */
  readonly fingerprint: () => string;
}

const trainingSchema = v.looseObject({
  training: v.looseObject({
    records: v.array(v.string()),
    fingerprints: v.optional(v.record(v.string(), v.string())),
  }),
});

/**
 * Whether a model, or one that it was made from, learned from this recording, so that how well it
 * does there says nothing about others. A record of the same name counts unless the card knows that
 * it was another one.
 */
export function wasTrainedOn(
  model: StoredModel,
  recording: RecordingIdentity,
  byId: (id: string) => StoredModel | null,
): boolean {
  const seen = new Set<string>();
  for (let next: StoredModel | null = model; next !== null && !seen.has(next.id);) {
    if (cardNames(next, recording)) return true;
    seen.add(next.id);
    next = next.parentId === null ? null : byId(next.parentId);
  }
  return false;
}

function cardNames({ card }: StoredModel, { id, name, fingerprint }: RecordingIdentity): boolean {
  const parsed = v.safeParse(trainingSchema, card);
  if (!parsed.success) return false;
  const { records, fingerprints } = parsed.output.training;
  if (records.includes(id)) return true;
  if (!records.includes(name)) return false;
  const known = fingerprints?.[name];
  return known === undefined || known === fingerprint();
}
