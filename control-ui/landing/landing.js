// Served over plain HTTP, before the browser trusts the box; needs nothing but itself.
const texts = {
  en: {
    name: 'English',
    title: 'This is a Percloud',
    text: 'A home for somebody’s own calendar, files, mail and more. Everything stays on this box.',
    byName: 'Open this page by the box’s name, not by its number:',
    trust: 'Let this device know the box',
    why: 'Once per device. Then everything between the two is encrypted, and nobody in between can pass for the box. The certificate is good for this box’s own names only, for no other web site.',
    get: 'Get the certificate',
    next: 'Then, on your device:',
    done: 'Done? Go on',
    source: 'Percloud is free software. Its source',
    doubt: 'Your browser still warns? Then the device doesn’t know the box yet: look at the last step again, and close the browser once.',
  },
  es: {
    name: 'Español',
    title: 'Esto es un Percloud',
    text: 'Aquí alguien guarda en casa su calendario, sus archivos, su correo y más. Todo se queda en este equipo.',
    byName: 'Abre esta página con el nombre del equipo, no con su número:',
    trust: 'Presenta el equipo a tu dispositivo',
    why: 'Una vez por dispositivo. Desde entonces todo va cifrado entre los dos y nadie por el camino puede hacerse pasar por el equipo. El certificado vale solo para los nombres de este equipo, no para otros sitios web.',
    get: 'Descargar el certificado',
    next: 'Después, en tu dispositivo:',
    done: '¿Hecho? Continuar',
    source: 'Percloud es software libre. Su código fuente',
    doubt:
      '¿El navegador aún avisa? Entonces el dispositivo todavía no conoce el equipo: repasa el último paso, y cierra y vuelve a abrir el navegador.',
  },
  it: {
    name: 'Italiano',
    title: 'Questo è un Percloud',
    text: 'Qui qualcuno tiene in casa il suo calendario, i suoi file, la sua posta e altro. Tutto resta su questa box.',
    byName: 'Apri questa pagina con il nome della box, non con il suo numero:',
    trust: 'Presenta la box al tuo dispositivo',
    why: 'Una volta per dispositivo. Da lì in poi tutto viaggia cifrato tra i due e nessuno in mezzo può spacciarsi per la box. Il certificato vale solo per i nomi di questa box, non per altri siti.',
    get: 'Scarica il certificato',
    next: 'Poi, sul tuo dispositivo:',
    done: 'Fatto? Continua',
    source: 'Percloud è software libero. Il suo codice sorgente',
    doubt:
      'Il browser avvisa ancora? Allora il dispositivo non conosce ancora la box: ricontrolla l’ultimo passo, poi chiudi e riapri il browser.',
  },
};

const platforms = [
  {
    name: 'iPhone, iPad',
    is: /iPhone|iPad/,
    steps: {
      en: [
        'Tap “Get the certificate” in Safari, then “Allow”.',
        'Settings → “Profile Downloaded” → “Install”.',
        'Settings → General → About → Certificate Trust Settings: switch the box on.',
      ],
      es: [
        'Toca «Descargar el certificado» en Safari y luego «Permitir».',
        'Ajustes → «Perfil descargado» → «Instalar».',
        'Ajustes → General → Información → Ajustes de confianza de los certificados: activa el equipo.',
      ],
      it: [
        'Tocca «Scarica il certificato» in Safari, poi «Consenti».',
        'Impostazioni → «Profilo scaricato» → «Installa».',
        'Impostazioni → Generali → Info → Impostazioni attendibilità certificati: attiva la box.',
      ],
    },
  },
  {
    name: 'Android',
    is: /Android/,
    steps: {
      en: [
        'Tap “Get the certificate” and keep the file.',
        'Settings: search for “CA certificate” (Security → Encryption → Install a certificate).',
        'Choose “CA certificate”, “Install anyway”, then the file percloud.crt.',
      ],
      es: [
        'Toca «Descargar el certificado» y guarda el archivo.',
        'Ajustes: busca «certificado de CA» (Seguridad → Cifrado → Instalar un certificado).',
        'Elige «Certificado de CA», «Instalar igualmente» y el archivo percloud.crt.',
      ],
      it: [
        'Tocca «Scarica il certificato» e salva il file.',
        'Impostazioni: cerca «certificato CA» (Sicurezza → Crittografia → Installa un certificato).',
        'Scegli «Certificato CA», «Installa comunque» e il file percloud.crt.',
      ],
    },
  },
  {
    name: 'Windows',
    is: /Windows/,
    steps: {
      en: [
        'Get the certificate and open the file.',
        '“Install Certificate” → “Current User”.',
        '“Place all certificates in the following store” → “Trusted Root Certification Authorities” → Finish, then “Yes”.',
      ],
      es: [
        'Descarga el certificado y abre el archivo.',
        '«Instalar certificado» → «Usuario actual».',
        '«Colocar todos los certificados en el siguiente almacén» → «Entidades de certificación raíz de confianza» → Finalizar y «Sí».',
      ],
      it: [
        'Scarica il certificato e apri il file.',
        '«Installa certificato» → «Utente corrente».',
        '«Colloca tutti i certificati nel seguente archivio» → «Autorità di certificazione radice attendibili» → Fine, poi «Sì».',
      ],
    },
  },
  {
    name: 'Mac',
    is: /Macintosh/,
    steps: {
      en: [
        'Get the certificate and open the file: Keychain Access asks where to put it; choose “login”.',
        'Double-click it in the list, open “Trust”.',
        '“When using this certificate”: “Always Trust”. Close the window and type your password.',
      ],
      es: [
        'Descarga el certificado y abre el archivo: Acceso a Llaveros pregunta dónde ponerlo; elige «inicio de sesión».',
        'Haz doble clic en él en la lista y abre «Confiar».',
        '«Al utilizar este certificado»: «Confiar siempre». Cierra la ventana y escribe tu contraseña.',
      ],
      it: [
        'Scarica il certificato e apri il file: Accesso Portachiavi chiede dove metterlo; scegli «login».',
        'Fai doppio clic sul certificato nell’elenco e apri «Attendibilità».',
        '«Quando si utilizza questo certificato»: «Fidati sempre». Chiudi la finestra e scrivi la password.',
      ],
    },
  },
  {
    name: 'Linux, Firefox',
    is: /Linux|X11/,
    steps: {
      en: [
        'Firefox: Settings → search for “certificates” → View Certificates → Authorities → Import, and tick “identify websites”.',
        'Chrome and Chromium: Settings → Privacy and security → Security → Manage certificates → Import as trusted.',
        'Other programs: copy the file to /usr/local/share/ca-certificates/ and run update-ca-certificates.',
      ],
      es: [
        'Firefox: Ajustes → busca «certificados» → Ver certificados → Autoridades → Importar, y marca «identificar sitios web».',
        'Chrome y Chromium: Configuración → Privacidad y seguridad → Seguridad → Gestionar certificados → Importar como de confianza.',
        'Otros programas: copia el archivo a /usr/local/share/ca-certificates/ y ejecuta update-ca-certificates.',
      ],
      it: [
        'Firefox: Impostazioni → cerca «certificati» → Mostra certificati → Autorità → Importa, e spunta «identificazione di siti web».',
        'Chrome e Chromium: Impostazioni → Privacy e sicurezza → Sicurezza → Gestisci certificati → Importa come attendibile.',
        'Altri programmi: copia il file in /usr/local/share/ca-certificates/ ed esegui update-ca-certificates.',
      ],
    },
  },
];

const wanted = navigator.languages.map((tag) => tag.slice(0, 2)).find((code) => code in texts) ?? 'en';
const mine = platforms.find(({ is }) => is.test(navigator.userAgent));
let reachedByName = true;

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

function show(language) {
  const text = texts[language];
  document.documentElement.lang = language;
  document.querySelector('.languages').replaceChildren(
    ...Object.entries(texts).map(([code, { name }]) => {
      const button = make('button', { type: 'button', lang: code, onclick: () => show(code) }, name);
      button.setAttribute('aria-pressed', String(code === language));
      return button;
    }),
  );
  const byName = make('p', {}, `${text.byName} `, make('a', { href: `http://percloud.local/${location.hash}` }, 'percloud.local'));
  const steps = [...platforms]
    .sort((a, b) => Number(b === mine) - Number(a === mine))
    .map((platform) => {
      const list = make('ol', {}, ...platform.steps[language].map((step) => make('li', {}, step)));
      return make('details', { open: platform === mine }, make('summary', {}, platform.name), list);
    });
  document
    .querySelector('#page')
    .replaceChildren(
      make('h1', {}, text.title),
      make('p', {}, text.text),
      ...(reachedByName ? [] : [byName]),
      make(
        'section',
        { className: 'card' },
        make('h2', {}, text.trust),
        make('p', {}, text.why),
        make('p', {}, make('a', { className: 'button primary', href: '/percloud.crt' }, text.get)),
        make('p', { className: 'quiet' }, text.next),
        make('div', {}, ...steps),
      ),
      make('p', {}, make('a', { className: 'button', href: `/home${location.hash}` }, text.done)),
      make('p', { className: 'quiet' }, text.doubt),
      make('p', {}, make('a', { className: 'source', href: 'SOURCE_ADDRESS' }, text.source)),
    );
}

show(wanted);

// A code that came along behind `#`, from the box's screen, goes on with the browser, and to no server.
// Every path but this page's moves to HTTPS. An answer from there is opaque to us, and comes only if the browser trusts the box;
// one we may read came from this page's own address: the box doesn't know the name it was called by.
function goOnIfTrusted() {
  return fetch('/home', { mode: 'no-cors', cache: 'no-store' }).then(
    (answer) => {
      if (answer.type === 'opaque') return location.replace(`/home${location.hash}`);
      reachedByName = false;
      show(document.documentElement.lang);
    },
    () => {},
  );
}

// A box that has just started may need a moment; who comes back from the device's settings may have just trusted it.
goOnIfTrusted().then(() => setTimeout(goOnIfTrusted, 1_500));
addEventListener('focus', goOnIfTrusted);
