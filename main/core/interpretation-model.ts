import * as v from 'valibot';
import type { Waveforms } from '../../app/contract/interpretation.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { beatClassAt } from '../../app/domain/beat-class.ts';
import { CLASSIFIER_RATE_HZ } from '../../app/signal/conditioned-lead.ts';
import { preparationNamed, type PreparationName } from '../../app/signal/preparations/index.ts';
import { classWaveforms } from '../learning/interpretation/class-waveforms.ts';
import { shownPreparation } from '../learning/interpretation/shown-preparation.ts';
import { windowOf } from '../learning/labelled-beats.ts';
import { modelCardSchema } from '../learning/model-card.ts';
import { decodeRehearsal, readRehearsalBytes } from '../learning/rehearsal.ts';
import type { StoredModel } from '../store/queries/models.ts';
import type { CoreContext } from './context.ts';

/** @throws AppError not-found */
export function modelNamed({ store }: CoreContext, modelId: string): StoredModel {
  const model = store.models.byId(modelId);
  if (model === null) throw new AppError('not-found', 'This model is not known.');
  return model;
}

type Description = Pick<Waveforms, 'parts' | 'sampleIntervalMs'>;

/** What the numbers of a beat mean to this model. */
export function describeInput(model: StoredModel): Description {
  return describe(v.parse(modelCardSchema, model.card).preparation);
}

/** What the numbers of its waveforms mean. */
export function describeWaveforms(model: StoredModel): Description {
  return describe(shownPreparation(v.parse(modelCardSchema, model.card).preparation));
}

function describe(preparation: PreparationName): Description {
  const { inputParts } = preparationNamed(preparation);
  return {
    parts: inputParts.map((part) => ({ ...part })),
    sampleIntervalMs: 1000 / CLASSIFIER_RATE_HZ,
  };
}

/**
 * The averages of what a model learned from that lie beside its weights.
 * @throws AppError not-found when it has none (or none with a signal in it), model-damaged
 */
export function trainingWaveforms({ folders }: CoreContext, model: StoredModel): Waveforms {
  const { preparation, rehearsalSha256 } = v.parse(modelCardSchema, model.card);
  const showsSignal = shownPreparation(preparation) === preparation;
  const bytes = showsSignal ? readRehearsalBytes(folders.model(model), rehearsalSha256) : null;
  if (bytes === null) {
    throw new AppError('not-found', 'This model keeps no waveforms of what it learned from.', {
      remedy: 'Choose a recording to see the waveforms of its beats.',
    });
  }
  const averages = decodeRehearsal(bytes, preparationNamed(preparation).inputLength);
  return {
    ...describeInput(model),
    source: 'training-averages',
    classes: classWaveforms(averages).map(({ beatClass, sampled, mean, low, high, examples }) => ({
      beatClass: beatClassAt(beatClass),
      beats: sampled,
      sampled,
      mean: [...mean],
      low: [...low],
      high: [...high],
      examples: examples.map((beat) => ({ beatId: null, window: [...windowOf(averages, beat)] })),
    })),
  };
}
