import type { Contender } from '../../../app/contract/protocol-result.ts';
import { classWeights } from '../../../app/learning/class-weights.ts';
import { trainSmallClassifier } from '../../../app/learning/small-classifier.ts';
import type { Outcome } from '../../../app/learning/test-summary.ts';
import { mostProbable } from '../../../app/learning/most-probable.ts';
import { countClasses, type LabelledBeats } from '../labelled-beats.ts';
import { contenderOf } from './contenders.ts';
import type { ProtocolContext } from './protocol-context.ts';
import type { Answer, ProtocolTest } from './protocol-test.ts';

/** As the paper's network. */
const ALPHA_POWER = 0.5;

interface ControlSettings {
  readonly classes: number;
  readonly seed: number;
  /** Exponent of the class weights that it learns with; 0.5 by default. */
  readonly alphaPower?: number;
}

/** What a control is shown of the beats it learns from and of those it is tested on. */
export interface ControlView {
  readonly id: 'length-only' | 'rr-only' | 'rate-only';
  readonly title: string;
  readonly training: LabelledBeats;
  /** By test, in the order of `tests`. */
  readonly tested: readonly Float32Array[];
}

/**
 * Classifiers that see almost nothing: what a figure is worth shows beside theirs. The first calls
 * every beat by the first class; the others learn from the same training beats as the networks.
 */
export function controlContenders(
  context: ProtocolContext,
  tests: readonly ProtocolTest[],
  views: readonly ControlView[],
): Contender[] {
  context.stage('controls');
  const classes = tests[0]?.set.classes ?? [];
  const judged = tests[0]?.set.judged ?? classes.length;
  const head = (id: string, title: string) => ({ id, title, control: true });
  const always = contenderOf(
    context,
    head(`always-${(classes[0] ?? 'first').toLowerCase()}`, `Always ${classes[0] ?? ''}`),
    tests.map((test): Answer => ({ test, outcomes: [alwaysFirst(test)] })),
  );
  const learned = views.map((view) => {
    const bySeed = context.options.seeds.map((seed) =>
      trainControl(view.training, { classes: judged, seed }),
    );
    const answers = tests.map((test, index): Answer => {
      const inputs = view.tested[index] ?? new Float32Array(0);
      return { test, outcomes: bySeed.map((control) => control(inputs)) };
    });
    return contenderOf(context, head(view.id, view.title), answers);
  });
  return [always, ...learned];
}

function alwaysFirst({ set }: ProtocolTest): Outcome {
  return { predicted: new Uint8Array(set.reference.length), probabilities: null };
}

/** A small classifier trained on a few numbers a beat: what it makes of other beats. */
export function trainControl(
  training: LabelledBeats,
  { classes, seed, alphaPower = ALPHA_POWER }: ControlSettings,
): (tested: Float32Array) => Outcome {
  const classifier = trainSmallClassifier({
    inputs: training.windows,
    inputLength: training.inputLength,
    memberClass: training.beatClass,
    alpha: classWeights(countClasses(training.beatClass, classes), alphaPower),
    seed,
  });
  return (tested) => {
    const probabilities = classifier.probabilities(tested);
    return { predicted: mostProbable(probabilities, classes), probabilities };
  };
}
