/** Exponents of the two terms of the loss, and of its class weights. */
export interface LossPreset {
  readonly gammaM: number;
  readonly gammaN: number;
  readonly alphaPower: number;
}

/**
 * The readings that the paper allows of its loss: plain cross-entropy (its section 3.1), focal loss
 * with the gamma of Lin (2017), two focal terms (its title and section 2.2.2), and cross-entropy
 * beside a focal term, which satisfies both sections. Equal gammas double the loss, which Adam undoes.
 */
export const LOSS_PRESETS = {
  ce: { gammaM: 0, gammaN: 0, alphaPower: 0 },
  focal: { gammaM: 2, gammaN: 2, alphaPower: 0.5 },
  twofold: { gammaM: 1, gammaN: 2, alphaPower: 0.5 },
  'ce+focal': { gammaM: 0, gammaN: 2, alphaPower: 0.5 },
} as const satisfies Record<string, LossPreset>;

export type LossName = keyof typeof LOSS_PRESETS;
