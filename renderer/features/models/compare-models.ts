import type { ModelSummary } from '../../../app/contract/training.ts';
import { BEAT_CLASSES } from '../../../app/domain/beat-class.ts';
import { MODELS_TEXT } from '../../text/models.ts';
import { cardRows } from './card-rows.ts';
import { readCard, type CardResult } from './model-card.ts';

/** One entry of two cards; empty where a card has none. */
export interface EntryPair {
  readonly label: string;
  readonly a: string;
  readonly b: string;
}

/** One figure of two models on the same protocol, in parts of 1. */
export interface ScorePair {
  readonly protocol: string;
  readonly name: string;
  readonly a: number | null;
  readonly b: number | null;
}

/** Both cards entry by entry, without results and the hashes of single records. */
export function compareCards(a: ModelSummary, b: ModelSummary): EntryPair[] {
  const left = entriesOf(a);
  const right = entriesOf(b);
  const labels = new Set([...left.keys(), ...right.keys()]);
  return Array.from(labels, (label) => ({
    label,
    a: left.get(label) ?? '',
    b: right.get(label) ?? '',
  }));
}

/** Accuracy, macro F1 and F1 by class, of the protocols that both cards report. */
export function compareScores(a: ModelSummary, b: ModelSummary): ScorePair[] {
  const others = readCard(b.card).results;
  return readCard(a.card).results.flatMap((result) => {
    const other = others.find(({ name }) => name === result.name);
    if (other === undefined) return [];
    const left = scoresOf(result);
    const right = scoresOf(other);
    return left.map(([name, value], index) => ({
      protocol: result.name,
      name,
      a: value,
      b: right[index]?.[1] ?? null,
    }));
  });
}

function scoresOf({ evaluation }: CardResult): [string, number | null][] {
  return [
    [MODELS_TEXT.figures.accuracy, evaluation.accuracy],
    [MODELS_TEXT.figures.macroF1, evaluation.macroF1],
    ...BEAT_CLASSES.map((name): [string, number | null] => [
      MODELS_TEXT.figures.f1(name),
      evaluation.byClass[name]?.f1 ?? null,
    ]),
  ];
}

function entriesOf({ id, createdAt, sha256, card }: ModelSummary): Map<string, string> {
  const { training } = card;
  const entries = {
    ...card,
    metrics: null,
    training: typeof training === 'object' ? { ...training, fingerprints: null } : training,
  };
  const rows = cardRows({ id, createdAt, ...entries, sha256 });
  return new Map(rows.map(({ label, value }) => [label, value]));
}
