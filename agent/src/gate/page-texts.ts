import { type Language, languages, type Text } from '@percloud/contract/words';

export interface PageText {
  title: Text;
  text: Text;
  /** The link to the panel. */
  panel: boolean;
  /** The page asks again by itself. */
  refreshSeconds?: number;
}

/** `{app}` is the app's title. */
export const pageTexts = {
  busy: {
    title: { en: '{app} is being updated', es: '{app} se está actualizando', it: '{app} si sta aggiornando' },
    text: {
      en: 'Your data is safe. This page tries again by itself.',
      es: 'Tus datos están a salvo. Esta página lo vuelve a intentar sola.',
      it: 'I tuoi dati sono al sicuro. Questa pagina riprova da sola.',
    },
    panel: true,
    refreshSeconds: 3,
  },
  starting: {
    title: { en: '{app} is starting', es: '{app} está arrancando', it: '{app} si sta avviando' },
    text: {
      en: 'It will be here in a moment. This page tries again by itself.',
      es: 'Estará aquí en un momento. Esta página lo vuelve a intentar sola.',
      it: 'Sarà qui tra un momento. Questa pagina riprova da sola.',
    },
    panel: true,
    refreshSeconds: 2,
  },
  stopped: {
    title: { en: '{app} is stopped', es: '{app} está parada', it: '{app} è ferma' },
    text: {
      en: 'Your data is safe. Start it in your panel; this page tries again by itself.',
      es: 'Tus datos están a salvo. Iníciala en tu panel; esta página lo vuelve a intentar sola.',
      it: 'I tuoi dati sono al sicuro. Avviala dal tuo pannello; questa pagina riprova da sola.',
    },
    panel: true,
    refreshSeconds: 10,
  },
  broken: {
    title: { en: '{app} doesn’t answer', es: '{app} no responde', it: '{app} non risponde' },
    text: {
      en: 'Your data is safe. Your panel says what can be done; this page tries again by itself.',
      es: 'Tus datos están a salvo. Tu panel dice qué se puede hacer; esta página lo vuelve a intentar sola.',
      it: 'I tuoi dati sono al sicuro. Il tuo pannello dice cosa si può fare; questa pagina riprova da sola.',
    },
    panel: true,
    refreshSeconds: 5,
  },
  notReady: {
    title: { en: 'The box is starting', es: 'El equipo está arrancando', it: 'La box si sta avviando' },
    text: {
      en: 'It will be ready in a moment. This page tries again by itself.',
      es: 'Estará listo en un momento. Esta página lo vuelve a intentar sola.',
      it: 'Sarà pronta tra un momento. Questa pagina riprova da sola.',
    },
    panel: false,
    refreshSeconds: 3,
  },
  signIn: {
    title: { en: 'Sign in to go on', es: 'Inicia sesión para seguir', it: 'Accedi per continuare' },
    text: {
      en: 'This is only for people who are signed in.',
      es: 'Esto es solo para quien ha iniciado sesión.',
      it: 'Questo è solo per chi ha effettuato l’accesso.',
    },
    panel: true,
  },
  appPassword: {
    title: { en: 'A device password is needed', es: 'Hace falta una contraseña de dispositivo', it: 'Serve una password per dispositivo' },
    text: {
      en: 'Make one for this device in your panel, on the app’s page under Devices.',
      es: 'Crea una para este dispositivo en tu panel, en la página de la app, en Dispositivos.',
      it: 'Creane una per questo dispositivo nel tuo pannello, nella pagina dell’app, sotto Dispositivi.',
    },
    panel: true,
  },
  tooManyTries: {
    title: { en: 'Too many tries', es: 'Demasiados intentos', it: 'Troppi tentativi' },
    text: {
      en: 'Wait a minute and try again.',
      es: 'Espera un minuto e inténtalo de nuevo.',
      it: 'Aspetta un minuto e riprova.',
    },
    panel: true,
  },
  denied: {
    title: { en: 'This app isn’t shared with you', es: 'Esta app no se ha compartido contigo', it: 'Questa app non è condivisa con te' },
    text: {
      en: 'Ask its owner if you should be able to use it.',
      es: 'Pregunta a su dueño si deberías poder usarla.',
      it: 'Chiedi a chi la possiede se dovresti poterla usare.',
    },
    panel: true,
  },
  unknownHost: {
    title: { en: 'There is nothing at this address', es: 'No hay nada en esta dirección', it: 'Non c’è niente a questo indirizzo' },
    text: {
      en: 'The app may have been removed or have another name now. Your panel lists your apps.',
      es: 'Puede que la app se haya quitado o tenga otro nombre. Tu panel muestra tus apps.',
      it: 'L’app potrebbe essere stata rimossa o avere un altro nome. Il tuo pannello mostra le tue app.',
    },
    panel: true,
  },
} as const satisfies Record<string, PageText>;
export type PageName = keyof typeof pageTexts;

export const panelLink: Text = { en: 'Open my panel', es: 'Abrir mi panel', it: 'Apri il mio pannello' };
export const thisApp: Text = { en: 'This app', es: 'Esta app', it: 'Questa app' };

/** The first of the browser's languages that we speak. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '').split(',').map((each) => each.trim().slice(0, 2).toLowerCase());
  return wanted.map((each) => languages.find((language) => language === each)).find((language) => language !== undefined) ?? 'en';
}
