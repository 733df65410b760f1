import * as v from 'valibot';
import {
  protocolRequestSchema,
  type ProtocolId,
  type ProtocolRequest,
} from '../../../app/contract/protocol-result.ts';

/** What the fields hold: text, since a number half typed is no number yet. */
export interface ProtocolForm {
  dataFolder: string;
  protocol: ProtocolId;
  networks: ProtocolRequest['networks'];
  loss: ProtocolRequest['loss'];
  seeds: string;
  quick: boolean;
}

export const DEFAULT_PROTOCOL_FORM: ProtocolForm = {
  dataFolder: '',
  protocol: 'ds1-ds2',
  networks: ['paper', 'rhythm-form'],
  loss: 'twofold',
  seeds: '1',
  quick: true,
};

const MOST_SEEDS = 20;

/** "1, 2, 5-7" → [1, 2, 5, 6, 7]; null when it is anything else, holds one twice, or too many. */
export function parseSeeds(text: string): number[] | null {
  const seeds: number[] = [];
  for (const part of text.split(',')) {
    const [, first, last] = /^\s*(\d{1,9})\s*(?:[-–]\s*(\d{1,9})\s*)?$/.exec(part) ?? [];
    if (first === undefined) return null;
    const from = Number(first);
    const to = Number(last ?? first);
    if (to < from || to - from >= MOST_SEEDS) return null;
    for (let seed = from; seed <= to; seed += 1) seeds.push(seed);
  }
  const fits = seeds.length <= MOST_SEEDS && new Set(seeds).size === seeds.length;
  return fits ? seeds : null;
}

/** What would be started; null while a field is wrong. */
export function parseProtocolForm(form: ProtocolForm): ProtocolRequest | null {
  const seeds = parseSeeds(form.seeds);
  const { output, success } = v.safeParse(protocolRequestSchema, {
    ...form,
    dataFolder: form.dataFolder.trim(),
    seeds,
  });
  return success ? output : null;
}
