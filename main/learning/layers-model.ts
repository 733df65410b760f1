import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { weightTensors, type Weights } from './networks/network.ts';
import { createPaperCnn, type PaperCnnSpec } from './networks/paper-cnn.ts';

/**
 * The network as a TensorFlow.js layers model with these weights: what model files hold, so that
 * any program with TensorFlow.js can load them. The caller disposes it.
 */
export function createLayersModel(spec: PaperCnnSpec, weights: Weights): layers.LayersModel {
  const { conv1d, maxPooling1d, dropout, flatten, dense } = layers.layers;
  const model = layers.sequential({ name: spec.kind });
  spec.pairs.forEach(({ filters, kernel, dropout: rate }, index) => {
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
          ...(pair === 1 && half === 1 ? { inputShape: [spec.inputLength, 1] } : {}),
        }),
      );
    }
    model.add(maxPooling1d({ name: `pool${pair}`, poolSize: 2, strides: 2 }));
    model.add(dropout({ name: `dropout${pair}`, rate }));
  });
  model.add(flatten({ name: 'flatten' }));
  model.add(dense({ name: 'dense1', units: spec.denseUnits, activation: 'relu' }));
  model.add(dropout({ name: `dropout${spec.pairs.length + 1}`, rate: spec.denseDropout }));
  model.add(dense({ name: 'dense2', units: spec.classes, activation: 'softmax' }));
  const tensors = weightTensors(createPaperCnn(spec), weights);
  model.setWeights(tensors);
  for (const tensor of tensors) tensor.dispose();
  return model;
}

/** What TensorFlow.js itself would write for the network. */
export async function layersTopology(
  spec: PaperCnnSpec,
  weights: Weights,
): Promise<tf.io.ModelArtifacts> {
  const model = createLayersModel(spec, weights);
  let topology: tf.io.ModelArtifacts = {};
  await model.save(
    tf.io.withSaveHandler((artifacts) => {
      topology = artifacts;
      return Promise.resolve({
        modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' },
      });
    }),
  );
  model.dispose();
  return topology;
}
