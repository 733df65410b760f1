import { BEAT_CLASS_NAMES, type BeatClass } from '../../app/domain/beat-class.ts';
import { formatCount, formatCountOf } from './format.ts';

const ONE_STEP = 'It is one step of undo.';

/** Words of the groups view. */
export const GROUPS_TEXT = {
  title: 'Beat groups',
  heading: (name: string) => `Beat groups of ${name}`,
  group: (group: number) => `Group ${formatCount(group + 1)}`,
  members: (group: number) => `Beats of group ${formatCount(group + 1)}`,
  inspectorTitle: 'Group',
  ofBeat: (group: number, beats: number) => `Group ${group + 1} · ${formatCountOf(beats, 'beat')}`,
  ofBeatMeaning:
    'Beats of like shape and timing, as formed; deleted ones included. Opens the group.',
  noGroup: 'In no group',
  noGroupMeaning: 'The beat was inserted after the groups were formed.',

  summary: (groups: number, beats: number) =>
    `${formatCountOf(groups, 'group')} of ${formatCountOf(beats, 'beat')}`,
  formed: (time: string) => `formed ${time}`,
  formedMeaning:
    'Formed from shape and timing alone, in up to three leads; classes play no part but that beats which readers labelled differently stay apart.',
  editsSince: (edits: number) => `${formatCountOf(edits, 'edit')} since`,
  editsSinceMeaning: 'Edits never move the borders of groups by themselves; Group again does.',
  ungrouped: (beats: number) => `${formatCountOf(beats, 'beat')} in no group`,

  filter: 'Groups with beats of a class',
  all: 'All',
  mixed: 'Mixed',
  filterMeaning: (name: string) => `Groups that hold ${name} beats.`,
  mixedMeaning: 'Groups of which more than one beat in fifty is of another class than most.',
  memberFilter: 'Beats of a class',
  lead: 'Lead',
  order: 'Order of the beats',
  orders: { odd: 'Least typical first', time: 'In order of time' },

  /** What the keys do that the status line reminds of. */
  hints: {
    open: 'beats',
    label: 'label',
    split: 'split',
    mark: 'mark',
    merge: 'merge',
    sort: 'sort again',
    strips: 'strips',
    keys: 'keys',
  },

  sortAgain: 'Sort again',
  sortMeaning:
    'Groups that need a look first: mixed classes, disagreement and doubt of the model, few beats. The order stays until you sort again.',
  groupAgain: 'Group again',
  groupBeats: 'Group the beats',
  groupAgainMeaning: 'Forms all groups anew; splits and merges made by hand go.',
  split: 'Split',
  merge: 'Merge',
  exclude: 'Delete beats',
  showInStrips: 'Show in the strips',
  back: 'All groups',

  none: 'The beats have not been grouped yet',
  noneText: 'Beats of like shape and timing come together, so that one key labels all of them.',
  forming: 'The beats are being grouped',
  nothingFits: 'No group holds such beats.',

  share: 'of all beats',
  confidence: (percent: string) => `Model ${percent} sure`,
  confidenceMeaning: 'Mean probability of the class that the model gave each beat.',
  disagreement: (percent: string, letter: string) => `model disagrees with ${letter} in ${percent}`,
  interval: (ms: number) => `RR ${formatCount(ms)} ms`,
  intervalMeaning: 'Median interval from the beat before.',
  drawn: (drawn: number, beats: number) =>
    drawn < beats
      ? `${formatCount(drawn)} of ${formatCount(beats)} beats, evenly spread, and their mean`
      : `all ${formatCountOf(beats, 'beat')} and their mean`,
  calibration: '1 mV',
  cardName: (group: number, mix: string, beats: number, share: string) =>
    `Group ${group + 1}, ${mix}, ${formatCountOf(beats, 'beat')}, ${share} of all`,
  marked: 'marked',
  beatName: (letter: BeatClass, time: string) => `${BEAT_CLASS_NAMES[letter]}, ${time}`,
  selectedCount: (selected: number) => `${formatCountOf(selected, 'beat')} selected`,

  confirmLabel: (beats: number, letter: BeatClass, group: number) =>
    `Label all ${formatCount(beats)} beats of group ${group + 1} ${letter}?`,
  confirmLabelSelected: (beats: number, letter: BeatClass) =>
    `Label ${formatCount(beats)} selected beats ${letter}?`,
  confirmDelete: (beats: number, group: number) =>
    `Delete all ${formatCount(beats)} beats of group ${group + 1}?`,
  confirmDeleteSelected: (beats: number) => `Delete ${formatCount(beats)} selected beats?`,
  confirmMerge: (groups: number, beats: number, into: number) =>
    `Merge ${formatCount(groups)} groups of ${formatCount(beats)} beats into group ${into + 1}?`,
  confirmForm: 'Form all groups anew?',
  presentText: (mix: string) => `They are ${mix} now. ${ONE_STEP}`,
  wholeGroupMeant: (beats: number, chosen: number, letter: BeatClass) =>
    `The whole group of ${formatCount(beats)} beats is meant, not its ${formatCount(chosen)} ${letter} alone.`,
  confirmSplit: (beats: number, group: number) =>
    `Split the ${formatCount(beats)} beats of group ${group + 1} by shape?`,
  confirmTakeOut: (beats: number, group: number) =>
    `Take ${formatCount(beats)} selected beats out of group ${group + 1}?`,
  inHand: (group: number, beats: number, mix: string) =>
    `Group ${group + 1} in hand, whole: ${formatCountOf(beats, 'beat')} (${mix})`,
  beatsInHand: (beats: number) => `In hand: ${formatCountOf(beats, 'beat')}`,
  needsBeat: 'Select a beat first; the key labels the whole group that it is in.',
  formText: 'Splits and merges made by hand go. Labels stay as they are.',
  cancel: 'Cancel',
  label: (letter: BeatClass) => `Label ${letter}`,

  labelledAlready: (beats: number, letter: BeatClass) =>
    `${formatCountOf(beats, 'beat')} labelled ${letter} by a reader already; nothing changed`,
  labelled: (beats: number, letter: BeatClass) =>
    `${formatCountOf(beats, 'beat')} labelled ${letter}`,
  deleted: (beats: number) => `${formatCountOf(beats, 'beat')} deleted`,
  splitInto: (parts: number) => `Split into ${parts} groups`,
  takenOut: (beats: number) => `${formatCountOf(beats, 'beat')} are a group of their own now`,
  merged: (groups: number) => `${formatCount(groups)} groups are one now`,
  nothingToMerge: 'Mark two groups or more with Space, then merge them.',
  selectedInStrips: (beats: number, group: number) =>
    `${formatCountOf(beats, 'beat')} of group ${group + 1} selected; Shift and a letter label all of them.`,
} as const;

/** What the keys of the groups view do. */
export const GROUPS_KEY_TEXT = {
  section: 'Groups',
  rows: {
    label: 'label the group, or the selected beats',
    labelGroup: 'label the whole group',
    move: 'move between groups or beats',
    ends: 'first, last group or beat',
    filter: 'groups or beats with N, S, V, F, Q',
  },
  label: (name: string) => `label the group, or the selected beats, ${name}`,
  labelGroup: (name: string) => `label the whole group ${name}`,
  left: 'group or beat on the left',
  right: 'group or beat on the right',
  up: 'group or beat above',
  down: 'group or beat below',
  first: 'first group or beat',
  last: 'last group or beat',
  open: 'open the group',
  close: 'back to all groups',
  mark: 'mark a group, select a beat',
  markAll: 'mark all groups shown, select all beats of the group',
  extendRight: 'select up to the next beat',
  extendLeft: 'select up to the beat before',
  split: 'split the group, or take the selected beats out',
  merge: 'merge the marked groups',
  exclude: 'delete the beats of the group, or the selected ones',
  sort: 'sort the groups again',
  form: 'group again',
  strips: 'show the beats in the strips',
  filterAll: 'all groups or beats',
  filter: (name: string) => `groups or beats with ${name}`,
  filterMixed: 'mixed groups',
} as const;
