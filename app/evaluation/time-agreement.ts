import { intersectSpans, spanSamples, type Span } from '../domain/regions.ts';
import { cohensKappa } from './agreement.ts';

/** How far two readings leave out the same time, s, added up over all leads. */
export interface TimeAgreement {
  readonly totalS: number;
  readonly firstS: number;
  readonly secondS: number;
  readonly bothS: number;
  /** Left out by both or by neither. */
  readonly agreedS: number;
  /**
   * Cohen's kappa of "left out", every sample of every lead weighing alike; no interval is given, since
   * samples of a stretch are anything but independent. Null when neither leaves anything out, or both
   * everything.
   */
  readonly kappa: number | null;
}

/** `first` and `second`: by lead, what each reading leaves out; sorted and disjoint. */
export function timeAgreement(
  first: readonly (readonly Span[])[],
  second: readonly (readonly Span[])[],
  recording: { readonly sampleCount: number; readonly sampleRateHz: number },
): TimeAgreement {
  const { sampleCount, sampleRateHz } = recording;
  const total = sampleCount * first.length;
  const ofFirst = sum(first);
  const ofSecond = sum(second);
  const both = sum(first.map((spans, lead) => intersectSpans(spans, second[lead] ?? [])));
  const neither = total - ofFirst - ofSecond + both;
  const kappa = cohensKappa([
    [both, ofFirst - both],
    [ofSecond - both, neither],
  ]);
  return {
    totalS: total / sampleRateHz,
    firstS: ofFirst / sampleRateHz,
    secondS: ofSecond / sampleRateHz,
    bothS: both / sampleRateHz,
    agreedS: (both + neither) / sampleRateHz,
    kappa: kappa?.value ?? null,
  };
}

function sum(leads: readonly (readonly Span[])[]): number {
  return leads.reduce((samples, spans) => samples + spanSamples(spans), 0);
}
