import type { RegionEdit } from '../../../app/domain/reader-regions.ts';
import { QUALITY_TEXT } from '../../text/quality.ts';
import { keys } from '../keys/index.ts';
import type { Review } from '../review/index.ts';
import { placeForRegion, selectedNeighbours } from './marked-place.ts';
import type { SignalQuality } from './signal-quality.svelte.ts';

/** What the keys, and the buttons of the panel, do with regions. */
export function regionCommands(review: Review, quality: SignalQuality) {
  const { view, recording } = review;

  function scopeName(lead: number | null): string {
    return lead === null ? QUALITY_TEXT.allLeads : (recording.leads[lead]?.name ?? '');
  }

  async function mark(edit: RegionEdit): Promise<void> {
    const result = await review.edits.mark(edit);
    if (result === null) return;
    const from = review.timeAt(edit.startSample);
    const to = review.timeAt(edit.endSample);
    if (edit.mark === 'exclude') review.say(QUALITY_TEXT.marked(from, to, scopeName(edit.lead)));
    else if (edit.mark === 'analyse') review.say(QUALITY_TEXT.overruled(from, to));
    else review.say(QUALITY_TEXT.cleared(from, to));
  }

  return {
    scopeName,
    mark,
    /** Begins a region, or ends the one begun. */
    async artefact(): Promise<void> {
      const neighbours = quality.begun === null ? selectedNeighbours(review) : null;
      if (neighbours !== null) {
        await mark({ ...neighbours, lead: quality.scope, mark: 'exclude' });
        return;
      }
      const place = placeForRegion(review);
      if (quality.begun !== null) {
        const edit = quality.endAt(place);
        if (edit !== null) await mark(edit);
        return;
      }
      quality.begun = Math.max(0, Math.round(place.startSample));
      const [key, otherKey] = [keys.shown('recording.artefact'), keys.shown('recording.artefact-back')]; // prettier-ignore
      const lead = scopeName(quality.scope);
      review.say(QUALITY_TEXT.begun(review.timeAt(quality.begun), lead, key ?? '', otherKey ?? ''));
    },
    /** Gives up the region begun, takes one back, or overrules the judgement of the signal. */
    async artefactBack(): Promise<void> {
      if (quality.begun !== null) {
        quality.begun = null;
        review.say(QUALITY_TEXT.givenUp);
        return;
      }
      const { startSample, endSample } = placeForRegion(review);
      const edit = quality.overruleAt((startSample + endSample) / 2);
      if (edit === null) review.say(QUALITY_TEXT.nothingHere);
      else await mark(edit);
    },
    /** Goes to the next (1) or previous (-1) stretch that is left out. */
    step(direction: 1 | -1): void {
      const middle = (view.startSample + view.endSample) / 2;
      const stretch = quality.stretchFrom(middle, direction);
      if (stretch === null) {
        review.say(direction === 1 ? QUALITY_TEXT.noneAfter : QUALITY_TEXT.noneBefore);
        return;
      }
      review.playback.pause();
      view.centreOn(stretch.startSample + 1);
    },
  };
}
