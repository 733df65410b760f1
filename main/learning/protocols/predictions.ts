import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Outcome } from '../../../app/learning/test-summary.ts';
import { AppError } from '../../../app/domain/app-error.ts';
import type { ProtocolTest } from './protocol-test.ts';

/** Beside result.json: what every tested beat was taken for by the first seed. */
const FILE_NAME = 'predictions.json';

const testedBeatsSchema = v.object({
  contender: v.string(),
  test: v.string(),
  classes: v.array(v.string()),
  records: v.array(v.string()),
  /** One of each beat: position in `records`, seconds, positions in `classes`, probability. */
  record: v.array(v.number()),
  timeS: v.array(v.number()),
  reference: v.array(v.number()),
  predicted: v.array(v.number()),
  probability: v.array(v.nullable(v.number())),
});
export type TestedBeats = v.InferOutput<typeof testedBeatsSchema>;

const predictionsSchema = v.object({ version: v.literal(1), tests: v.array(testedBeatsSchema) });

/** Collects the tested beats of a run, so that the cells of its confusion matrices can be opened. */
export class Predictions {
  #tests: TestedBeats[] = [];

  /** Keeps what the first seed made of a test; records without times are not beats and are left. */
  keep(contender: string, { id, set, timeS }: ProtocolTest, outcome: Outcome | undefined): void {
    if (outcome === undefined || timeS === null) return;
    const { predicted, probabilities } = outcome;
    const classes = probabilities === null ? 0 : probabilities.length / predicted.length;
    this.#tests.push({
      contender,
      test: id,
      classes: [...set.classes],
      records: [...set.records],
      record: [...set.recordOf],
      timeS: Array.from(timeS, (time) => Number(time.toFixed(3))),
      reference: [...set.reference],
      predicted: [...predicted],
      probability: Array.from(predicted, (own, beat) => {
        const probability = probabilities?.[beat * classes + own];
        return probability === undefined ? null : Number(probability.toFixed(4));
      }),
    });
  }

  /** Keeps what an earlier run kept of a contender's test, in place of this run's. */
  add(tested: TestedBeats): void {
    this.#tests = this.#tests.filter(
      ({ contender, test }) => contender !== tested.contender || test !== tested.test,
    );
    this.#tests.push(tested);
  }

  write(folder: string): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, FILE_NAME), JSON.stringify({ version: 1, tests: this.#tests }));
  }
}

/**
 * The tested beats of a run.
 * @throws AppError not-found when they are not there any more or were written by another version
 */
export function readPredictions(folder: string): readonly TestedBeats[] {
  const file = join(folder, FILE_NAME);
  try {
    return v.parse(predictionsSchema, JSON.parse(readFileSync(file, 'utf8'))).tests;
  } catch (error) {
    throw new AppError('not-found', 'The beats that this run tested are not kept here.', {
      file,
      remedy: 'Run the protocol again.',
      cause: error,
    });
  }
}
