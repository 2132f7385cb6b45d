import type { Text } from '@percloud/contract/words';

/**
 * What the attached screen says. Its font is the kernel's, with the 256 signs of code page 437: no curly quotes, no dashes, no dots in
 * one, and of capital letters with accents only É and Ñ.
 */
export const consoleTexts = {
  or: { en: 'or {address}', es: 'o {address}', it: 'o {address}' },
  starting: { en: 'Percloud is starting ...', es: 'Percloud está arrancando...', it: 'Percloud si sta avviando...' },
  noNetwork: {
    en: 'No network yet: plug in a cable.',
    es: 'Aún no hay red: conecta un cable.',
    it: 'Ancora nessuna rete: collega un cavo.',
  },
  wifiSetup: {
    en: 'To put this box into your Wi-Fi, join the Wi-Fi "{ssid}" with your phone. A page opens by itself; if not: http://percloud.local',
    es: 'Para conectar este equipo a tu Wi-Fi, entra con el teléfono en la Wi-Fi "{ssid}". Se abre una página; si no: http://percloud.local',
    it: 'Per collegare questa box al tuo Wi-Fi, entra con il telefono nel Wi-Fi "{ssid}". Si apre una pagina; se no: http://percloud.local',
  },
  unclaimed: {
    en: 'It waits for its owner. Open the address in a browser, or scan the picture with a phone.',
    es: 'Espera a su dueño. Abre la dirección en un navegador o escanea la imagen con un teléfono.',
    it: "Aspetta chi la farà sua. Apri l'indirizzo in un browser o inquadra l'immagine con un telefono.",
  },
  claimCode: { en: 'Claim code: {code}', es: 'Código de activación: {code}', it: 'Codice di attivazione: {code}' },
  ready: { en: 'Ready. This box has an owner.', es: 'Listo. Este equipo tiene dueño.', it: 'Pronta. Questa box è già di qualcuno.' },
  forgotten: {
    en: 'Forgot your password? Press R.',
    es: '¿Has olvidado tu contraseña? Pulsa R.',
    it: 'Password dimenticata? Premi R.',
  },
  reset: {
    en: 'For a new password: open the address, choose "I forgot my password" and type the code; or scan the picture with a phone.',
    es: 'Para una contraseña nueva: abre la dirección, elige "He olvidado mi contraseña" y escribe el código; o escanea la imagen.',
    it: 'Per una nuova password: apri l\'indirizzo, scegli "Ho dimenticato la password" e scrivi il codice; o inquadra l\'immagine.',
  },
  resetCode: { en: 'Code: {code}', es: 'Código: {code}', it: 'Codice: {code}' },
  resetEnds: {
    en: 'It works once, for {minutes} more min. Esc puts it away.',
    es: 'Sirve una vez, durante {minutes} min. Esc lo quita.',
    it: 'Vale una volta, per altri {minutes} min. Esc lo toglie.',
  },
} as const satisfies Record<string, Text>;
