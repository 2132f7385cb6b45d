// Keeps nothing but this one page, which is shown when the box can't be reached. Everything else goes to the network as if
// there were no service worker: no code and no answer of the box can ever be an old one.
const offlinePage = OFFLINE_PAGE;

addEventListener('install', () => skipWaiting());
// What is open already needs it as well. The browser asks the box while the worker is still waking up.
addEventListener('activate', (event) => event.waitUntil(Promise.all([clients.claim(), registration.navigationPreload?.enable()])));

addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.mode !== 'navigate' || /^\/(api|\.percloud)\//.test(pathname)) return;
  event.respondWith(answerTo(event));
});

async function answerTo(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return new Response(offlinePage, {
      status: 503,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'",
      },
    });
  }
}
