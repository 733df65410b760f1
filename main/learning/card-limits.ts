import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import type { ModelCard } from './model-card.ts';
import type { BeatSource } from './protocols/beat-source.ts';
import type { ClassifierRecipe } from './recipes/index.ts';

const QUICK =
  'A quick trial: a few records and a few epochs, to see whether training runs. Not a model to use.';
const FITTED =
  'Fitted to the corrections of one laboratory; what it gained there says little about others.';
const OF_BASE = 'Of the model it was made from';

/** What a newly trained model must not be used for; the counts in it are those of its own beats. */
export function limitsOf(
  kind: Pick<ClassifierRecipe, 'rhythmRule'>,
  sources: readonly Pick<BeatSource, 'record' | 'beatClass' | 'counted'>[],
  quick: boolean,
): ModelCard['limits'] {
  return [
    ...(quick ? [QUICK] : []),
    'Learned from half-hour recordings of a few dozen people; other leads than a modified lead II are read as if they were lead II.',
    rareClasses(sources),
    'Supraventricular beats (S) are mostly recognised by their timing: in atrial fibrillation and with misplaced beats they are unreliable.',
    ...(kind.rhythmRule === undefined
      ? []
      : ['Where atrial fibrillation is found, no beat is called S: an episode found by mistake hides S beats.']), // prettier-ignore
    'A beat is compared with the usual beats around it: where most beats are ectopic or paced, that comparison misleads. Paced recordings were not learned from.',
  ];
}

/** The limits of a retrained model: what was said of its base was found with the base. */
export function limitsOfRetrained(base: Pick<ModelCard, 'id' | 'limits'>): ModelCard['limits'] {
  return [
    FITTED,
    ...base.limits
      .filter((limit) => limit !== FITTED)
      .map((limit) => (limit.startsWith(OF_BASE) ? limit : `${OF_BASE} (${base.id}): ${limit}`)),
  ];
}

function rareClasses(
  sources: readonly Pick<BeatSource, 'record' | 'beatClass' | 'counted'>[],
): string {
  const count = ({ beatClass, counted }: (typeof sources)[number], name: 'F' | 'Q'): number =>
    counted.filter((beat) => beatClass[beat] === BEAT_CLASSES.indexOf(name)).length;
  const fusion = sources.map((source) => ({ record: source.record, beats: count(source, 'F') }));
  const all = fusion.reduce((sum, { beats }) => sum + beats, 0);
  const [most] = fusion.toSorted((a, b) => b.beats - a.beats);
  const unknown = sources.reduce((sum, source) => sum + count(source, 'Q'), 0);
  const ofOne =
    most === undefined || all === 0
      ? 'It learned from no fusion beat (F)'
      : `Of ${all} fusion beats (F) that it learned from, ${most.beats} come from one person (record ${most.record})`;
  return `${ofOne}, and ${unknown === 0 ? 'no beat is' : `only ${unknown} beats are`} Q: expect neither class to be found on new patients.`;
}
