/** Reads a text that goes on, line by line, until it ends or is no longer wanted. */
export async function readLines(url: string, signal: AbortSignal, take: (lines: string[]) => void): Promise<void> {
  try {
    const response = await fetch(url, { signal });
    if (!response.ok || !response.body) return;
    let rest = '';
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      const lines = (rest + chunk.value).split('\n');
      rest = lines.pop() ?? '';
      if (lines.length > 0) take(lines);
    }
    if (rest) take([rest]);
  } catch {
    // Left the page, or the connection ended: what was read stays.
  }
}
