/**
 * Bytes of a recording's text fields to and from strings, without the platform's TextDecoder: this
 * layer has neither DOM nor Node types. Old recorders wrote Latin-1, current standards say UTF-8,
 * so bytes that are not valid UTF-8 are read as Latin-1, which never fails.
 */
export function decodeText(bytes: Uint8Array): string {
  const latin1 = decodeLatin1(bytes);
  try {
    return decodeURIComponent(
      latin1.replace(
        /[%\u0080-\u00ff]/g,
        (character) => `%${character.charCodeAt(0).toString(16)}`,
      ),
    );
  } catch {
    return latin1;
  }
}

/** UTF-8 bytes of a string; a lone surrogate becomes U+FFFD. */
export function encodeText(text: string): Uint8Array {
  const wellFormed = text.replace(/[\ud800-\udfff]/gu, '\ufffd');
  const escaped = encodeURIComponent(wellFormed).replace(/%([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Uint8Array.from(escaped, (character) => character.charCodeAt(0));
}

function decodeLatin1(bytes: Uint8Array): string {
  let text = '';
  // In pieces: the whole header as one argument list could exceed the engine's limit.
  for (let start = 0; start < bytes.length; start += 4096) {
    text += String.fromCharCode(...bytes.subarray(start, start + 4096));
  }
  return text;
}
