import { createEnsemble } from './ensemble.ts';
import type { NetworkSpec } from './network-spec.ts';
import type { Network } from './network.ts';
import { createPaperCnn } from './paper-cnn.ts';
import { createRhythmForm } from './rhythm-form.ts';

export { DEFAULT_NETWORK_SPEC, networkSpecSchema, type NetworkSpec } from './network-spec.ts';
export type { Network, Weights } from './network.ts';

export function createNetwork(spec: NetworkSpec): Network {
  switch (spec.kind) {
    case 'paper-cnn':
      return createPaperCnn(spec);
    case 'rhythm-form':
      return createRhythmForm(spec);
    case 'ensemble':
      return createEnsemble(createNetwork(spec.member), spec.members);
  }
}
