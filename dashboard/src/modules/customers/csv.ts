const RISKY = /^[=+\-@\t\r]/;

/** A cell that no spreadsheet runs, quoted where it has to be. */
function cell(text: string): string {
  const safe = RISKY.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

/** Hands the parts to the browser as a file. */
export function downloadCsv(name: string, parts: readonly BlobPart[]): void {
  // Excel takes UTF-8 for what it is only with the mark in front.
  const blob = new Blob(["\uFEFF", ...parts], { type: "text/csv;charset=utf-8" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
