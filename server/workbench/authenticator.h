// The authenticator for who has no browser, under /_rockpool/authenticator: `POST` has it answer options, `GET` shows its passkeys,
// `DELETE` lets it forget them.
#pragma once

#include <string>
#include <string_view>

#include "server/util/random.h"
#include "server/web_authn/virtual_authenticator.h"
#include "server/workbench/workbench.h"

namespace rockpool::workbench {

// What POST answers: a RegistrationResponseJSON to {"CredentialCreationOptions":{...}}, an AuthenticationResponseJSON to
// {"CREDENTIAL_REQUEST_OPTIONS":"..."} or {"ChallengeParameters":{"CREDENTIAL_REQUEST_OPTIONS":"..."}}, so that whole answers of
// StartWebAuthnRegistration and InitiateAuth may be sent on. Options are objects, or JSON as text. Beside them may stand "origin",
// "userVerified", and of a new passkey "algorithm" (-7, -257 or -8) and "attachment". Throws api::InvalidParameterException.
std::string AuthenticatorJson(web_authn::VirtualAuthenticator& authenticator, std::string_view body);

// {"passkeys":[{"id","relyingPartyId","user","algorithm","attachment","signCount"}]}, the newest last.
std::string PasskeysJson(const web_authn::VirtualAuthenticator& authenticator);

// Both outlive the workbench.
void AddAuthenticator(Workbench& workbench, web_authn::VirtualAuthenticator& authenticator, util::Random& random);

}  // namespace rockpool::workbench
