// A form with data-passkey asks the browser for a passkey by the options in its data-options, and sends what the browser gives as
// `credential`: "get" one that is there, at once, or "create" one, when its button is pushed. Without a library, and for browsers that do
// not read options from JSON (PublicKeyCredential.parseRequestOptionsFromJSON, toJSON) too.
'use strict';

(() => {
  const form = [...document.querySelectorAll('form[data-passkey]')].find((each) => each.offsetParent);  // classic pages have it twice
  const { passkey: way, options, unknown, failed, exists } = form.dataset;
  const alert = form.querySelector('[data-says]');
  const button = form.querySelector('[data-asks]');

  const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  const named = (list) => (list ?? []).map((credential) => ({ ...credential, id: bytes(credential.id) }));

  function publicKey() {
    const said = JSON.parse(options);
    const key = { ...said, challenge: bytes(said.challenge) };
    if (way === 'create') {
      key.user = { ...said.user, id: bytes(said.user.id) };
      key.excludeCredentials = named(said.excludeCredentials);
    } else {
      key.allowCredentials = named(said.allowCredentials);
    }
    return key;
  }

  // RegistrationResponseJSON or AuthenticationResponseJSON (WebAuthn, level 3).
  function json(credential) {
    const { response } = credential;
    const said = { clientDataJSON: text(response.clientDataJSON) };
    if (way === 'create') {
      said.attestationObject = text(response.attestationObject);
      said.transports = response.getTransports?.() ?? [];
    } else {
      said.authenticatorData = text(response.authenticatorData);
      said.signature = text(response.signature);
      if (response.userHandle) {
        said.userHandle = text(response.userHandle);
      }
    }
    return JSON.stringify({
      id: credential.id, rawId: text(credential.rawId), type: credential.type, response: said,
      authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  }

  function say(words, error) {
    alert.textContent = error ? `${words} (${error.name}: ${error.message})` : words;
    alert.hidden = false;
  }

  async function ask() {
    if (!globalThis.PublicKeyCredential) {
      say(unknown);
      return;
    }
    alert.hidden = true;
    button.disabled = true;
    try {
      const credential = await navigator.credentials[way]({ publicKey: publicKey() });
      form.elements.credential.value = json(credential);
      form.submit();
    } catch (error) {
      say(error.name === 'InvalidStateError' ? exists : failed, error);
      button.disabled = false;
    }
  }

  button.addEventListener('click', ask);
  if (way === 'get') {
    ask();
  }
})();
