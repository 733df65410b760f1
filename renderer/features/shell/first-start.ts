const STORAGE_KEY = 'ectopy:asked-for-reader';

/** Whether this is the window's first start here, which asks for the reader's name; true only once. */
export function takeFirstStart(storage: Pick<Storage, 'getItem' | 'setItem'>): boolean {
  const isFirst = storage.getItem(STORAGE_KEY) === null;
  if (isFirst) storage.setItem(STORAGE_KEY, 'yes');
  return isFirst;
}
