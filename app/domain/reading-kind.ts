/** What part a reading has among those of its recording. */
export const READING_KINDS = ['first', 'second', 'adjudicated'] as const;

export type ReadingKind = (typeof READING_KINDS)[number];
