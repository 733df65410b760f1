import * as v from 'valibot';
import { evaluationSchema, type Evaluation } from '../../../app/contract/training.ts';

/** The parts of a card that a reader asks for first; cards of other makers may lack any of them. */
const cardSchema = v.looseObject({
  intendedUse: v.fallback(v.string(), ''),
  limits: v.fallback(v.array(v.string()), []),
  training: v.fallback(
    v.looseObject({
      data: v.string(),
      records: v.array(v.string()),
      split: v.string(),
      fingerprints: v.fallback(v.record(v.string(), v.string()), {}),
    }),
    { data: '', records: [], split: '', fingerprints: {} },
  ),
  metrics: v.fallback(v.record(v.string(), v.unknown()), {}),
});
const metricSchema = v.looseObject({ protocol: v.string(), evaluation: evaluationSchema });

/** One evaluation of the card: how it was made, what came out, and whatever else it says. */
export interface CardResult {
  readonly name: string;
  readonly protocol: string;
  readonly evaluation: Evaluation;
  readonly further: Readonly<Record<string, unknown>>;
}

/** Limits under what they were said of; null: this model itself. */
export interface Limits {
  readonly of: string | null;
  readonly limits: readonly string[];
}

export interface ReadCard {
  readonly intendedUse: string;
  /** Those that the card says of another model, from which this one was made, apart. */
  readonly limits: readonly Limits[];
  readonly trainedOn: { readonly data: string; readonly split: string };
  readonly records: readonly string[];
  /** SHA-256 of each record's beats, by record. */
  readonly fingerprints: Readonly<Record<string, string>>;
  /** The rest of how it was trained: seed, epochs, engine, loss curve. */
  readonly training: Readonly<Record<string, unknown>>;
  readonly results: readonly CardResult[];
  /** Everything that has no place of its own, so that nothing of a card is hidden. */
  readonly rest: Readonly<Record<string, unknown>>;
}

/** Shown by the frame around the card. */
const ELSEWHERE = ['id', 'name', 'parentId', 'createdAt', 'sha256'];

export function readCard(card: Readonly<Record<string, unknown>>): ReadCard {
  const { intendedUse, limits, training, metrics, ...others } = v.parse(cardSchema, card);
  const { data, records, split, fingerprints, ...trained } = training;
  const results: CardResult[] = [];
  const unread: Record<string, unknown> = {};
  for (const [name, metric] of Object.entries(metrics)) {
    const parsed = v.safeParse(metricSchema, metric);
    if (parsed.success) {
      const { protocol, evaluation, ...further } = parsed.output;
      results.push({ name, protocol, evaluation, further });
    } else {
      unread[name] = metric;
    }
  }
  const rest = Object.fromEntries(
    Object.entries({ ...others, metrics: unread }).filter(([key]) => !ELSEWHERE.includes(key)),
  );
  const trainedOn = { data, split };
  return {
    intendedUse,
    limits: groupLimits(limits),
    trainedOn,
    records,
    fingerprints,
    training: trained,
    results,
    rest,
  };
}

/** As `limitsOfRetrained` writes them: "Of the model it was made from (ectopy-1): …". */
const OF_ANOTHER = /^(Of the model it was made from \([^)]*\)): (.*)$/;

function groupLimits(limits: readonly string[]): Limits[] {
  const groups = new Map<string | null, string[]>();
  for (const limit of limits) {
    const [, of = null, said = limit] = OF_ANOTHER.exec(limit) ?? [];
    const group = groups.get(of) ?? [];
    group.push(said);
    groups.set(of, group);
  }
  return Array.from(groups, ([of, said]) => ({ of, limits: said }));
}

/** As the library names its recordings; a card has these, as a name may be a patient's. */
const RECORDING_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Records as a reader knows them, and how many are recordings that this library does not have. */
export function knownRecords(
  records: readonly string[],
  nameOf: (recordingId: string) => string | null,
): { readonly names: readonly string[]; readonly unknown: number } {
  const names = records.flatMap((record) => {
    const name = nameOf(record) ?? record;
    return RECORDING_ID.test(name) ? [] : [name];
  });
  return { names, unknown: records.length - names.length };
}

/** Sentences of a protocol's description that the result above it did not have. */
export function furtherProtocol(protocol: string, above: string | undefined): string {
  const said = new Set(sentences(above ?? ''));
  return sentences(protocol)
    .filter((sentence) => !said.has(sentence))
    .join(' ');
}

function sentences(text: string): string[] {
  return text.split(/(?<=\.) /);
}
