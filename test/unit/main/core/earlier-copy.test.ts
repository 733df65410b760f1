import { expect, onTestFinished, test } from 'vitest';
import { earlierCopy } from '../../../../main/core/earlier-copy.ts';
import { LibraryFolders } from '../../../../main/core/library-folders.ts';
import { writeRecordingFolder } from '../../../../main/imports/recording-folder.ts';
import { openStore } from '../../../../main/store/store.ts';
import { storeRecording } from '../../../support/stored-recording.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { chunksOf, generatedLeads, recordingInfo } from '../../../support/wfdb-record.ts';

test('a recording imported again is told by its signal, whatever it is called', async () => {
  const library = temporaryFolder();
  const store = openStore(library);
  onTestFinished(() => {
    store.close();
  });
  const folders = new LibraryFolders({ libraryFolder: library, resourcesFolder: library });
  const beats = Uint32Array.of(500);
  const store1500 = async (id: string, name: string, leads: readonly Int16Array[]) => {
    storeRecording(store, { id, name, beats });
    const stream = {
      info: recordingInfo(name, leads.length, 360),
      expectedSamples: 1500,
      chunks: () => chunksOf(leads),
      findings: () => [],
    };
    await writeRecordingFolder(stream, folders.recording(id));
  };
  const signal = generatedLeads(2, 1500);
  // Its files are gone: it can be compared with nothing, and is in nobody's way.
  storeRecording(store, { id: 'lost', beats });
  await store1500('first', '208', signal);
  await store1500('other', '208', signal.map((lead) => lead.map((count) => -count))); // prettier-ignore
  await store1500('again', 'patient 7', signal);

  const copyOf = (id: string) => earlierCopy({ store, folders }, id);
  expect(copyOf('again')).toMatchObject({ recordingId: 'first', name: '208' });
  expect(copyOf('first')).toBeNull();
  expect(copyOf('other')).toBeNull();
});
