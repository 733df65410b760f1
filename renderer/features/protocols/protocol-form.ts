import * as v from 'valibot';
import {
  protocolRequestSchema,
  type ProtocolId,
  type ProtocolRequest,
} from '../../../app/contract/protocol-result.ts';
import { parseSeeds } from '../../../app/learning/seeds.ts';

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
