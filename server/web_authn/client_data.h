// What a browser adds to what the authenticator signs (Web Authentication, 5.8.1): challenge and origin; and which origins are a relying
// party's.
#pragma once

#include <string>
#include <string_view>

namespace rockpool::web_authn {

struct ClientData {
  std::string challenge;
  std::string origin;
  bool is_framed = false;  // made in a frame on a page of another origin
};

// A stranger's bytes. `type` is "webauthn.create" or "webauthn.get". Throws Refused with kMalformed.
ClientData ReadClientData(const std::string& json, std::string_view type);

std::string ToJson(const ClientData& data, std::string_view type);

// Whether pages of that origin may use the passkeys of that relying party: https, and a host that is its id or below it, on any port;
// plain http too where the host is `localhost` or below it, as browsers have it. And whether an application of Android may, which says the
// digest of its certificate there: Amplify hands it on as Android writes it (aws-amplify/amplify-android, WebAuthnHelper), and Cognito is
// content with Android's answers (f-23/react-native-passkey#59).
// Assumed: of ports and of localhost, for the guide speaks of subdomains alone; and that any application may, since Android has asked the
// relying party's domain which ones are its own before it answers.
bool IsOriginOf(std::string_view origin, std::string_view relying_party_id);

}  // namespace rockpool::web_authn
