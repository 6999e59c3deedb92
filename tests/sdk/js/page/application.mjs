// What an application takes of Amplify and of @simplewebauthn/browser, for the tests that drive the browser.
import { Amplify } from 'aws-amplify';
import * as auth from 'aws-amplify/auth';
import { startAuthentication, startRegistration } from 'simplewebauthn-browser';

window.application = {
  ...auth,
  autoSignIn: () => auth.autoSignIn(),  // which is another function from sign-up on
  configure: (settings) => Amplify.configure(settings),
  newSecret: async () => (await auth.setUpTOTP()).sharedSecret,
  startAuthentication,
  startRegistration,
};
