import { basename } from 'node:path';
import type { Evaluation, TrainingConfig } from '../../app/contract/schemas.ts';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import type { CorrectedRecording, JudgedBeats } from './fine-tune-data.ts';
import { countClasses } from './labelled-beats.ts';
import type { ModelCard, ModelCardDraft } from './model-card.ts';
import { createNetwork } from './networks/index.ts';

/** What there is to say about a fine-tuned model. */
export interface FineTuneReport {
  readonly outFolder: string;
  readonly config: TrainingConfig;
  readonly recordings: readonly CorrectedRecording[];
  readonly base: ModelCard;
  /** The engine, in words. */
  readonly engine: string;
  readonly judged: JudgedBeats;
  readonly holdout: string;
  readonly epochs: number;
  /** Why the result is not that of the last epoch, or null. */
  readonly setBack: string | null;
  readonly replayF1: { readonly before: number; readonly after: number };
  readonly before: Evaluation;
  readonly after: Evaluation;
}

/** The card of a fine-tuned model; its id is the name of its folder. */
export function fineTuneCard(report: FineTuneReport): ModelCardDraft {
  const { config, judged, base, holdout, replayF1 } = report;
  const used = report.recordings.filter((_, index) =>
    judged.origin.some((beat) => beat.recording === index),
  );
  const counts = countClasses(judged.beatClass);
  return {
    id: basename(report.outFolder),
    name: `${base.name.replace(/ \(retrained.*\)$/, '')} (retrained)`,
    parentId: base.id,
    createdAt: new Date().toISOString(),
    network: base.network,
    preparation: base.preparation,
    leads: base.leads,
    loss: {
      name: 'two-fold-focal',
      gammaM: config.gammaM,
      gammaN: config.gammaN,
      alpha: BEAT_CLASSES.map(() => 1),
    },
    training: {
      data: `Readers' corrections, on top of ${base.id}`,
      // Ids of this library, not names: a card may travel, and a name may be a patient's.
      records: used.map(({ recordingId }) => recordingId),
      split: holdout,
      beats: Object.fromEntries(BEAT_CLASSES.map((name, index) => [name, counts[index]])),
      correctedBeats: judged.origin.filter((beat) => beat.corrected).length,
      seed: config.seed,
      epochs: report.epochs,
      learningRate: config.learningRate,
      anchorStrength: config.anchorStrength,
      tunedStage: createNetwork(base.network).tunedStage,
      optimizer: 'Adam',
      engine: report.engine,
      ...(report.setBack === null ? {} : { setBack: report.setBack }),
    },
    data: base.data,
    metrics: {
      'held-out-before': { protocol: holdout, evaluation: report.before },
      'held-out-after': { protocol: holdout, evaluation: report.after },
    },
    rehearsal: {
      protocol: 'macro F1 on rehearsed beats that were kept back',
      ...replayF1,
    },
    intendedUse: base.intendedUse,
    limits: [FITTED, ...base.limits.filter((limit) => limit !== FITTED)],
  };
}

const FITTED =
  'Fitted to the corrections of one laboratory; what it gained there says little about others.';
