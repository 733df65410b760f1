import type { BeatColumns } from '../../../app/contract/beat-columns.ts';
import type { Handlers } from '../../../app/contract/channels.ts';
import { AppError } from '../../../app/domain/app-error.ts';
import { beatClassAt, beatClassIndex } from '../../../app/domain/beat-class.ts';
import { runInterpretation } from '../../jobs/run-interpretation.ts';
import type { StoredModel } from '../../store/queries/models.ts';
import { toBeatColumns } from '../beat-table.ts';
import type { CoreContext } from '../context.ts';
import { describeInput, modelNamed, trainingWaveforms } from '../interpretation-model.ts';
import { refuseModelToBlind } from '../reading-rights.ts';
import { InterpretationJobs } from '../interpretation-jobs.ts';

type InterpretationChannel =
  'interpretation:saliency' | 'interpretation:embedding' | 'interpretation:waveforms';

export function interpretationHandlers(context: CoreContext) {
  const jobs = new InterpretationJobs(context);
  const request = (recordingId: string, model: StoredModel) => {
    refuseModelToBlind(context.store, recordingId, model.id);
    return { recordingId, model, columns: currentBeats(context, recordingId) };
  };
  return {
    'interpretation:saliency': async ({ modelId, recordingId, beatId, target }) => {
      const model = modelNamed(context, modelId);
      refuseModelToBlind(context.store, recordingId, modelId);
      const { beatId: ids, sample } = currentBeats(context, recordingId);
      const beat = ids.indexOf(beatId);
      if (beat < 0) {
        throw new AppError('not-found', `The recording has no beat number ${beatId}.`);
      }
      const explained = await runInterpretation(
        {
          kind: 'explain',
          folder: context.folders.recording(recordingId),
          beatSamples: sample,
          modelFolder: context.folders.model(model),
          engine: context.store.settings.read().engine,
          beat,
          target: target === undefined ? null : beatClassIndex(target),
        },
        { signal: new AbortController().signal, onProgress: () => undefined },
      );
      const { outputDifference, attributionSum, steps } = explained;
      return {
        ...describeInput(model),
        window: [...explained.window],
        baseline: [...explained.baseline],
        attribution: [...explained.attribution],
        target: beatClassAt(explained.target),
        predicted: beatClassAt(explained.predicted),
        outputDifference,
        attributionSum,
        steps,
      };
    },
    'interpretation:embedding': ({ modelId, recordingId }) =>
      jobs.embedding(request(recordingId, modelNamed(context, modelId))),
    'interpretation:waveforms': ({ modelId, recordingId }) => {
      const model = modelNamed(context, modelId);
      return recordingId === undefined
        ? { jobId: null, value: trainingWaveforms(context, model) }
        : jobs.waveforms(request(recordingId, model));
    },
  } satisfies Handlers<InterpretationChannel>;
}

function currentBeats({ readings }: CoreContext, recordingId: string): BeatColumns {
  const { reading, predictions } = readings.of(recordingId);
  return toBeatColumns(reading, predictions);
}
