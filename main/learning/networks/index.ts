import type { NetworkSpec } from './network-spec.ts';
import type { Network } from './network.ts';
import { createPaperCnn } from './paper-cnn.ts';
import { createRhythmForm } from './rhythm-form.ts';

export { DEFAULT_NETWORK_SPEC, networkSpecSchema, type NetworkSpec } from './network-spec.ts';
export type { Network, Weights } from './network.ts';

export function createNetwork(spec: NetworkSpec): Network {
  return spec.kind === 'paper-cnn' ? createPaperCnn(spec) : createRhythmForm(spec);
}
