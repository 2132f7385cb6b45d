/** Ten characters and more, from the tops of the lists of leaked passwords, in the panel's languages too. Shorter ones are refused anyway. */
export const commonPasswords = new Set(
  `1234567890 12345678910 0123456789 9876543210 0987654321 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc q1w2e3r4t5 q1w2e3r4t5y6 qwertyuiop
  qwerty12345 qwerty123456 qwerty1234 qwertyuiop123 qwertzuiop asdfghjkl; asdfghjkl1 zxcvbnm123 abcdefghij abcd123456 abc1234567
  password12 password123 password1234 password12345 passw0rd123 p@ssw0rd123 p@ssword123 mypassword mypassword1 thepassword
  iloveyou12 iloveyou123 ilovemyself letmein123 letmein1234 welcome123 welcome1234 administrator admin12345 admin123456 adminadmin
  changeme123 changemenow football123 baseball123 basketball superman123 batman12345 princess123 sunshine123 dragon12345 monkey12345
  michael123 jennifer123 liverpool1 manchester chocolate1 butterfly1 motherfucker unbelievable correcthorse raspberrypi raspberry123
  contraseña contrasena contraseña123 contrasena123 contraseña1 teamomucho tequieromucho tequiero123 barcelona1 realmadrid
  realmadrid1 passwordpassword ciaociaociao juventus123 forzaitalia amoremio123 francesco1 alessandro giuseppe123 password1!
  percloud123 percloud1234 perclouds1 mypercloud mypercloud1 nextcloud123`.split(/\s+/),
);
