import * as layers from '@tensorflow/tfjs-layers';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { WINDOW_LENGTH } from '../../app/signal/beat-window.ts';
import { DENSE_DROPOUT, DENSE_UNITS, PAIRS, weightTensors, type Weights } from './network.ts';

/**
 * The network as a TensorFlow.js layers model with these weights: what model files hold, so that
 * any program with TensorFlow.js can load them. The caller disposes it.
 */
export function createLayersModel(weights: Weights): layers.LayersModel {
  const { conv1d, maxPooling1d, dropout, flatten, dense } = layers.layers;
  const model = layers.sequential({ name: 'paper-six-pairs' });
  PAIRS.forEach(({ filters, kernel, dropout: rate }, index) => {
    const pair = index + 1;
    for (const half of [1, 2]) {
      model.add(
        conv1d({
          name: `conv${pair}_${half}`,
          filters,
          kernelSize: kernel,
          padding: 'same',
          activation: 'relu',
          kernelInitializer: 'heNormal',
          ...(pair === 1 && half === 1 ? { inputShape: [WINDOW_LENGTH, 1] } : {}),
        }),
      );
    }
    model.add(maxPooling1d({ name: `pool${pair}`, poolSize: 2, strides: 2 }));
    model.add(dropout({ name: `dropout${pair}`, rate }));
  });
  model.add(flatten({ name: 'flatten' }));
  model.add(dense({ name: 'dense1', units: DENSE_UNITS, activation: 'relu' }));
  model.add(dropout({ name: `dropout${PAIRS.length + 1}`, rate: DENSE_DROPOUT }));
  model.add(dense({ name: 'dense2', units: BEAT_CLASSES.length, activation: 'softmax' }));
  const tensors = weightTensors(weights);
  model.setWeights(tensors);
  for (const tensor of tensors) tensor.dispose();
  return model;
}
