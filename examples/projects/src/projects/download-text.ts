/** Hands the browser a text file to save. */
export function downloadText(fileName: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  // The click has already taken its own reference to the file.
  URL.revokeObjectURL(address);
}
