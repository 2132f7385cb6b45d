// Runs in the machine, as the phone: asks for a page, or sends a form. Prints what came as JSON.
const [url = '', form] = process.argv.slice(2);
const sent = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) };
try {
  const answer = await fetch(url, {
    ...sent,
    redirect: 'manual',
    signal: AbortSignal.timeout(30_000),
    headers: { 'accept-language': 'es-ES' },
  });
  const location = answer.headers.get('location') ?? '';
  process.stdout.write(JSON.stringify({ status: answer.status, location, text: await answer.text() }));
} catch (error) {
  process.stdout.write(JSON.stringify({ status: 0, location: '', text: error instanceof Error ? String(error.cause) : '' }));
}

export {};
