interface RequestFacts {
  method: string;
  headers: { origin?: string | undefined; 'sec-fetch-site'?: string | string[] | undefined };
}

/**
 * Cross-site request forgery: whatever changes something has to come from a page of the panel. A browser that leaves Origin out
 * still says `Sec-Fetch-Site`, which pages can't set.
 */
export function isFromPanel({ method, headers }: RequestFacts, panelOrigin: string): boolean {
  if (method === 'GET' || method === 'HEAD') return true;
  if (headers.origin !== undefined) return headers.origin === panelOrigin;
  return headers['sec-fetch-site'] === 'same-origin';
}
