import * as v from 'valibot';
import { evaluationSchema, type Evaluation } from '../../../app/contract/training.ts';

/** The parts of a card that a reader asks for first; cards of other makers may lack any of them. */
const cardSchema = v.looseObject({
  intendedUse: v.fallback(v.string(), ''),
  limits: v.fallback(v.array(v.string()), []),
  training: v.fallback(
    v.looseObject({ data: v.string(), records: v.array(v.string()), split: v.string() }),
    { data: '', records: [], split: '' },
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

export interface ReadCard {
  readonly intendedUse: string;
  readonly limits: readonly string[];
  readonly trainedOn: { readonly data: string; readonly split: string };
  readonly records: readonly string[];
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
  const { data, records, split, ...trained } = training;
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
  return { intendedUse, limits, trainedOn, records, training: trained, results, rest };
}
