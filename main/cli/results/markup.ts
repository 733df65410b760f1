/** Text of markup. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A table of words and numbers; the first column names its rows. Cells are markup. */
export function markupTable(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const title = caption === '' ? '' : `<caption>${escaped(caption)}</caption>`;
  const columns = head.map((name) => `<th scope="col">${escaped(name)}</th>`).join('');
  const body = rows.map(
    ([name, ...cells]) =>
      `<tr><th scope="row">${name ?? ''}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`,
  );
  return `<table>${title}<thead><tr>${columns}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}
