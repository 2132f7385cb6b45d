// What somebody sees who opens the panel while the box can't be reached. Goes on by itself.
const texts = {
  en: {
    title: 'Your box can’t be reached',
    text: 'Your data is where it was. Either this device has no way to the box right now, or the box is off.',
    tries: [
      'Is this device on your home’s Wi-Fi? If so, switch the Wi-Fi off and on again.',
      'Does the light on the box shine? If not, look at its power cable.',
      'Is the box’s network cable plugged in? Restart the router if nothing else in your home reaches the Internet.',
      'Has something changed on this device? It may have forgotten the box’s certificate:',
    ],
    landing: 'let it know the box again',
    waiting: 'This page goes on by itself as soon as the box answers.',
    again: 'Try now',
  },
  es: {
    title: 'No se puede conectar con tu equipo',
    text: 'Tus datos están donde estaban. O este dispositivo no puede conectar ahora con el equipo, o el equipo está apagado.',
    tries: [
      '¿Está este dispositivo en el wifi de tu casa? Apaga el wifi y vuelve a encenderlo.',
      '¿Está encendida la luz del equipo? Si no, mira su cable de corriente.',
      '¿Está enchufado el cable de red del equipo? Si nada en casa se conecta a Internet, reinicia el router.',
      '¿Ha cambiado algo en este dispositivo? Puede haber olvidado el certificado del equipo:',
    ],
    landing: 'preséntale el equipo otra vez',
    waiting: 'Esta página continúa sola en cuanto el equipo responda.',
    again: 'Probar ahora',
  },
  it: {
    title: 'La tua box non è raggiungibile',
    text: 'I tuoi dati sono dov’erano. O questo dispositivo adesso non riesce a collegarsi alla box, o la box è spenta.',
    tries: [
      'Questo dispositivo è sul Wi-Fi di casa? Spegni il Wi-Fi e riaccendilo.',
      'La luce della box è accesa? Se no, guarda il cavo di alimentazione.',
      'Il cavo di rete della box è collegato? Se niente in casa si collega a Internet, riavvia il router.',
      'È cambiato qualcosa su questo dispositivo? Può aver dimenticato il certificato della box:',
    ],
    landing: 'presentagli di nuovo la box',
    waiting: 'Questa pagina va avanti da sola appena la box risponde.',
    again: 'Prova adesso',
  },
};

const chosen = [localStorage.getItem('language'), ...navigator.languages.map((tag) => tag.slice(0, 2))];
const language = chosen.find((code) => code in texts) ?? 'en';
const text = texts[language];

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

document.documentElement.lang = language;
document.title = `${text.title} · Percloud`;
const steps = text.tries.map((step) => make('li', {}, step));
steps.at(-1).append(' ', make('a', { href: `http://${location.hostname}/` }, text.landing));
document
  .querySelector('#page')
  .replaceChildren(
    make('h1', {}, text.title),
    make('p', {}, text.text),
    make('ol', {}, ...steps),
    make('p', { className: 'quiet' }, text.waiting),
    make('p', {}, make('button', { className: 'button primary', onclick: goOn }, text.again)),
  );

/** Whatever the box answers, it answers: the panel itself says the rest. */
function goOn() {
  return fetch('/api/health', { method: 'HEAD', cache: 'no-store' }).then(
    () => location.reload(),
    () => {},
  );
}

setInterval(goOn, 3_000);
addEventListener('online', goOn);
