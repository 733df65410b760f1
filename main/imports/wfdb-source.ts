import { AppError } from '../../app/domain/app-error.ts';
import type { IntegrityFinding, SignalChunk } from '../../app/domain/recording.ts';
import { createSkewAligner } from '../../app/formats/wfdb/frames.ts';
import { parseHeader, type WfdbHeader } from '../../app/formats/wfdb/header.ts';
import { recordFromHeader, type WfdbRecord } from '../../app/formats/wfdb/record.ts';
import { throwIfCancelled } from './file-errors.ts';
import type { RecordingSource } from './recording-format.ts';
import { listAnnotators } from './wfdb-annotations.ts';
import { locateRecord, readHeaderFile, type WfdbLocation } from './wfdb-files.ts';
import {
  measureSignalFile,
  openSignalFile,
  type SignalFile,
  type SignalFileReader,
} from './wfdb-signal-file.ts';

/** About a minute of a fast recording: large enough for speed, small beside everything else. */
const SAMPLES_PER_CHUNK = 65_536;

/** Everything that is known of a record before its samples are read. */
interface OpenedRecord {
  readonly location: WfdbLocation;
  readonly header: WfdbHeader;
  readonly record: WfdbRecord;
  readonly files: readonly SignalFile[];
  /** Frames that will be read: the header's number, or fewer where the longest file ends earlier. */
  readonly frameCount: number;
}

/**
 * Opens a WFDB record. Throws AppError when it cannot be imported at all; what is merely wrong with
 * it (a checksum, a file that ends early) is imported as far as it goes and reported by `findings`.
 */
export async function openWfdbSource(path: string): Promise<RecordingSource> {
  const opened = await openRecord(path);
  const annotators = await listAnnotators(
    opened.location,
    opened.files.map((file) => file.group.fileName),
  );
  const before = [...headerFindings(opened), ...lengthFindings(opened)];
  let verified: IntegrityFinding[] = [];

  return {
    info: opened.record.info,
    expectedSamples: opened.frameCount * opened.record.samplesPerFrame,
    annotators,
    chunks: (signal) =>
      readChunks(opened, signal, (findings) => {
        verified = findings;
      }),
    findings: () => [...before, ...verified],
  };
}

async function openRecord(path: string): Promise<OpenedRecord> {
  const location = await locateRecord(path);
  const header = parseHeader(await readHeaderFile(location), location.headerFile);
  const record = recordFromHeader(header, location.headerFile);
  const files: SignalFile[] = [];
  for (const group of record.groups) files.push(await measureSignalFile(location, group));

  const available = Math.max(...files.map((file) => file.frameCount));
  if (available === 0) {
    const file = files[0]?.shown ?? location.headerFile;
    throw new AppError('file-truncated', `"${file}" holds no complete sample.`, {
      file,
      remedy: 'Get the signal file again from where the recording came from.',
    });
  }
  const frameCount = Math.min(header.frameCount ?? available, available);
  return { location, header, record, files, frameCount };
}

function headerFindings({ header, location }: OpenedRecord): IntegrityFinding[] {
  const findings: IntegrityFinding[] = header.warnings.map((message) => ({
    check: 'header',
    lead: null,
    ok: true,
    message,
  }));
  if (header.recordName !== location.name) {
    findings.push({
      check: 'header',
      lead: null,
      ok: false,
      message: `The header describes record ${header.recordName}, but its file is named ${location.name}.hea.`,
    });
  }
  header.signals.forEach((signal, lead) => {
    if (signal.gain !== 0) return;
    findings.push({
      check: 'lead',
      lead,
      ok: true,
      message: `Lead ${signal.description} is not calibrated; 200 counts per mV are assumed.`,
    });
  });
  return findings;
}

function lengthFindings({ header, files, frameCount, record }: OpenedRecord): IntegrityFinding[] {
  const stated = header.frameCount;
  const seconds = (frames: number): string => (frames / header.frameRateHz).toFixed(1);
  if (stated === null) {
    const message = `The header states no length; the files hold ${seconds(frameCount)} s. Checksums cannot be verified.`;
    return [{ check: 'length', lead: null, ok: true, message }];
  }
  return files.flatMap((file): IntegrityFinding[] => {
    const lead = files.length === 1 ? null : file.group.firstLead;
    if (file.frameCount < stated) {
      const message = `"${file.group.fileName}" ends after ${seconds(file.frameCount)} of ${seconds(stated)} s. What it holds was read.`;
      return [{ check: 'length', lead, ok: false, message }];
    }
    // A lone sample of format 212 may be padded to a pair, which looks like one frame more.
    if (file.frameCount > stated + 1) {
      const message = `"${file.group.fileName}" holds ${seconds(file.frameCount - stated)} s more than the header states. That part was not read.`;
      return [{ check: 'length', lead, ok: false, message }];
    }
    const message = `All ${stated * record.samplesPerFrame} samples per lead are there.`;
    return [{ check: 'length', lead, ok: true, message }];
  });
}

async function* readChunks(
  opened: OpenedRecord,
  signal: AbortSignal | undefined,
  onVerified: (findings: IntegrityFinding[]) => void,
): AsyncGenerator<SignalChunk> {
  const { record, header, files, frameCount } = opened;
  const aligner = createSkewAligner(skewsInOutputSamples(record, header));
  const framesPerChunk = Math.max(
    2,
    2 * Math.floor(SAMPLES_PER_CHUNK / record.samplesPerFrame / 2),
  );
  const readers: SignalFileReader[] = [];
  let startSample = 0;
  const chunk = (leads: readonly Int16Array[]): SignalChunk => {
    const next = { startSample, leads };
    startSample += leads[0]?.length ?? 0;
    return next;
  };
  try {
    for (const file of files)
      readers.push(await openSignalFile(file, record.samplesPerFrame, frameCount));
    for (let frame = 0; frame < frameCount; frame += framesPerChunk) {
      throwIfCancelled(signal, `Reading ${record.info.name}`);
      const frames = Math.min(framesPerChunk, frameCount - frame);
      const leads: Int16Array[] = [];
      for (const reader of readers) leads.push(...(await reader.read(frame, frames)));
      const aligned = aligner.push(leads);
      if ((aligned[0]?.length ?? 0) > 0) yield chunk(aligned);
    }
    const rest = aligner.finish();
    if ((rest[0]?.length ?? 0) > 0) yield chunk(rest);
    onVerified(readers.flatMap((reader) => reader.verify(header.frameCount)));
  } finally {
    for (const reader of readers) await reader.close();
  }
}

/** header(5) states skews in samples of the signal; the reference shifts by whole frames. */
function skewsInOutputSamples(record: WfdbRecord, header: WfdbHeader): number[] {
  return header.signals.map(
    (signal) => Math.round(signal.skewSamples / signal.samplesPerFrame) * record.samplesPerFrame,
  );
}
