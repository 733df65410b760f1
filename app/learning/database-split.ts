/**
 * The inter-patient split of the MIT-BIH Arrhythmia Database by de Chazal, O'Dwyer and Reilly
 * (IEEE Trans Biomed Eng 2004): DS1 to learn from, DS2 to test on. The four paced records (102, 104,
 * 107, 217) are in neither.
 */
export const DS1_RECORDS: readonly string[] = [
  '101', '106', '108', '109', '112', '114', '115', '116', '118', '119', '122',
  '124', '201', '203', '205', '207', '208', '209', '215', '220', '223', '230',
]; // prettier-ignore

export const DS2_RECORDS: readonly string[] = [
  '100', '103', '105', '111', '113', '117', '121', '123', '200', '202', '210',
  '212', '213', '214', '219', '221', '222', '228', '231', '232', '233', '234',
]; // prettier-ignore

/** In neither half; EC57 leaves them out of the figures of detectors and classifiers, too. */
export const PACED_RECORDS: readonly string[] = ['102', '104', '107', '217'];

/** All 48 records of the MIT-BIH Arrhythmia Database, in order. */
export const MIT_BIH_RECORDS: readonly string[] = [
  ...DS1_RECORDS,
  ...DS2_RECORDS,
  ...PACED_RECORDS,
].sort();

/**
 * The person that a MIT-BIH record is of: records 201 and 202 are one man (PhysioNet's directory),
 * so that the split above is not perfectly disjoint.
 */
export function patientOfRecord(record: string): string {
  return record === '202' ? '201' : record;
}

/** Of how many beats a group (patient, recording) consists, by class index. */
export interface GroupCounts {
  readonly group: string;
  readonly counts: readonly number[];
}

/**
 * Deals whole groups to `folds` folds so that the rare classes are spread: groups ordered by their
 * ectopic beats, dealt out there and back. Deterministic, and independent of the order given.
 */
export function foldsByGroup(groups: readonly GroupCounts[], folds: number): string[][] {
  if (folds < 2) throw new RangeError('A split needs at least two folds');
  const ectopy = ({ counts }: GroupCounts): number => 3 * (counts[1] ?? 0) + (counts[2] ?? 0);
  const ordered = groups.toSorted((a, b) => ectopy(b) - ectopy(a) || (a.group < b.group ? -1 : 1));
  const dealt: string[][] = Array.from({ length: folds }, () => []);
  ordered.forEach(({ group }, position) => {
    const turn = position % (2 * folds);
    dealt[turn < folds ? turn : 2 * folds - 1 - turn]?.push(group);
  });
  return dealt;
}
