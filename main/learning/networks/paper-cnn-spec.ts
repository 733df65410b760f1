/** One pair of equal convolutions, followed by a pool of two and a dropout. */
export interface ConvolutionPair {
  readonly filters: number;
  readonly kernel: number;
  readonly dropout: number;
}

export interface PaperCnnSpec {
  readonly kind: 'paper-cnn';
  readonly inputLength: number;
  readonly pairs: readonly ConvolutionPair[];
  readonly denseUnits: number;
  readonly denseDropout: number;
  readonly classes: number;
}

/**
 * The network of Ali, Ali and Hussain (2024): six pairs of convolutions, each followed by a pool and
 * a dropout, then two dense layers. The paper names the layers and leaves out their sizes; these are
 * Ectopy's (187 x 1 in, 5 out, 312,501 parameters, 4.8 million multiply-adds a beat).
 */
export const PAPER_CNN: PaperCnnSpec = {
  kind: 'paper-cnn',
  inputLength: 187,
  pairs: [
    { filters: 16, kernel: 5, dropout: 0.1 },
    { filters: 32, kernel: 3, dropout: 0.1 },
    { filters: 64, kernel: 3, dropout: 0.1 },
    { filters: 128, kernel: 3, dropout: 0.2 },
    { filters: 128, kernel: 3, dropout: 0.2 },
    { filters: 128, kernel: 3, dropout: 0.2 },
  ],
  denseUnits: 64,
  denseDropout: 0.2,
  classes: 5,
};
