/** Puts the text on the clipboard. By the old command: the Dashboard's frame does not allow
 * the newer interface. */
export function copyText(text: string): void {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  document.execCommand("copy");
  area.remove();
}
