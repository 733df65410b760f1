import { basename } from 'node:path';
import type { TrainingConfig } from '../../app/contract/training.ts';
import type { ComparisonTable } from '../../app/contract/training-governance.ts';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { limitsOfRetrained } from './card-limits.ts';
import type { CorrectedRecording, JudgedBeats } from './fine-tune-data.ts';
import { countClasses } from './labelled-beats.ts';
import type { ModelCard, ModelCardDraft } from './model-card.ts';
import type { SetBack } from './set-back.ts';
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
  /** Of the training set. */
  readonly trainingSetVersion: number;
  /** How far the model moved, and what that did to beats that must not be forgotten. */
  readonly setBack: SetBack;
  readonly tables: readonly ComparisonTable[];
}

/** The card of a fine-tuned model; its id is the name of its folder. */
export function fineTuneCard(report: FineTuneReport): ModelCardDraft {
  const { config, judged, base, holdout, setBack, trainingSetVersion } = report;
  const used = report.recordings.filter((_, index) =>
    judged.origin.some((beat) => beat.recording === index),
  );
  const createdAt = new Date().toISOString();
  const counts = countClasses(judged.beatClass);
  return {
    id: basename(report.outFolder),
    name: `${base.name.replace(/ \(retrained.*\)$/, '')} (retrained ${createdAt.slice(0, 16).replace('T', ' ')}, set ${trainingSetVersion})`,
    parentId: base.id,
    createdAt,
    network: base.network,
    preparation: base.preparation,
    ...(base.rhythmRule === undefined ? {} : { rhythmRule: base.rhythmRule }),
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
      trainingSetVersion,
      movedShare: setBack.share,
      ...(setBack.reason === null ? {} : { setBack: setBack.reason }),
    },
    data: base.data,
    metrics: tableMetrics(report.tables),
    rehearsal: {
      protocol: 'macro F1 on beats that must not be forgotten',
      kept: setBack.kept,
    },
    intendedUse: base.intendedUse,
    limits: limitsOfRetrained(base),
  };
}

function tableMetrics(tables: readonly ComparisonTable[]): ModelCard['metrics'] {
  return Object.fromEntries(
    tables.flatMap(({ id, description: protocol, before, after }) => [
      [`${id}-before`, { protocol, evaluation: before }],
      [`${id}-after`, { protocol, evaluation: after }],
    ]),
  );
}
