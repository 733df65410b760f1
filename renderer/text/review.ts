/** Words of the review view. */
export const REVIEW_TEXT = {
  strips: 'Lead strips',
  overview: 'Position in the recording',
  filters: 'Show beats',
  inspector: 'Selected beat',
  status: 'Review status',
  beatsInView: 'Beats in view',

  noBeatInView: 'No beat in this window.',
  selectedFirst: 'Selected the nearest beat; press again to change it.',
  lastOfFilter: 'That was the last beat of this filter.',
  firstOfFilter: 'That was the first beat of this filter.',
  nothingToUndo: 'Nothing to undo.',
  nothingToRedo: 'Nothing to redo.',
  moving: 'Arrow keys move the beat, Enter puts it down, Esc cancels.',
  inserted: 'Inserted as N; a letter changes it.',
  beatIsThere: 'There is a beat at that place already; it is now selected.',
  nowhereToInsert: 'Point at a place or click one, then press I.',
  noDifference: 'No further difference from the reference.',
  noReference: 'No reference reading is loaded.',
  notAssessed: 'Not assessed',
} as const;
