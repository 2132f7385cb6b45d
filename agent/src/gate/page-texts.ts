import type { Text } from '@percloud/contract/words';

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
    title: { en: '{app} is stopped', es: '{app} no está en marcha', it: '{app} non è in funzione' },
    text: {
      en: 'Your data is safe. Start it in your panel; this page tries again by itself.',
      es: 'Tus datos están a salvo. Arráncala en tu panel; esta página lo vuelve a intentar sola.',
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
      it: 'I tuoi dati sono al sicuro. Il tuo pannello dice che cosa si può fare; questa pagina riprova da sola.',
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
    title: {
      en: 'A device password is needed',
      es: 'Hace falta la contraseña de un dispositivo',
      it: 'Serve la password di un dispositivo',
    },
    text: {
      en: 'Make one for this device in your panel, on the app’s page under Phones and programs.',
      es: 'Crea una para este dispositivo en tu panel, en la página de la aplicación, en «Teléfonos y programas».',
      it: 'Creane una per questo dispositivo nel tuo pannello, nella pagina dell’app, sotto «Telefoni e programmi».',
    },
    panel: true,
  },
  tooManyTries: {
    title: { en: 'Too many tries', es: 'Demasiados intentos', it: 'Troppi tentativi' },
    text: {
      en: 'Wait a minute and try again.',
      es: 'Espera un minuto y prueba otra vez.',
      it: 'Aspetta un minuto e riprova.',
    },
    panel: true,
  },
  denied: {
    title: {
      en: 'This app isn’t shared with you',
      es: 'Esta aplicación no se ha compartido contigo',
      it: 'Quest’app non è condivisa con te',
    },
    text: {
      en: 'If you think you should be able to use it, ask its owner.',
      es: 'Si deberías poder usarla, pídeselo a su dueño.',
      it: 'Se dovresti poterla usare, chiedilo a chi la possiede.',
    },
    panel: true,
  },
  unknownHost: {
    title: { en: 'There is nothing at this address', es: 'No hay nada en esta dirección', it: 'Non c’è niente a questo indirizzo' },
    text: {
      en: 'The app may have been removed or have another name now. Your panel lists your apps.',
      es: 'Puede que la aplicación se haya quitado o que ahora tenga otro nombre. Tu panel muestra tus aplicaciones.',
      it: 'L’app potrebbe essere stata rimossa o avere ora un altro nome. Il tuo pannello mostra le tue app.',
    },
    panel: true,
  },
} as const satisfies Record<string, PageText>;
export type PageName = keyof typeof pageTexts;

export const panelLink: Text = { en: 'Open my panel', es: 'Abrir mi panel', it: 'Apri il mio pannello' };
export const thisApp: Text = { en: 'This app', es: 'Esta aplicación', it: 'Quest’app' };
