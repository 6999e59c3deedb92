// What authenticators answer, made part by part, so that a test can spoil any of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/crypto/credential_key_pair.h"
#include "server/web_authn/authenticator_data.h"

namespace rockpool::support {

// What an answer is about.
struct Ceremony {
  std::string challenge = "Y2hhbGxlbmdlLWNoYWxsZW5nZQ";
  std::string relying_party_id = "example.com";
  std::string origin = "https://example.com";
};

// A registration as it goes over the wire, before it is written.
struct Registration {
  std::string id;
  std::string client_data;
  std::string authenticator_data;
  std::string format = "none";
  std::string statement = "\xA0";                        // CBOR
  std::string response_members = R"(,"transports":[])";  // JSON
  std::string members;                                   // JSON, of the credential

  std::string AttestationObject() const;
  std::string Json() const;
};

struct Proof {
  std::string id;
  std::string client_data;
  std::string authenticator_data;
  std::string signature;
  std::string response_members;
  std::string members;

  std::string Json() const;
};

// A device with one passkey.
struct Device {
  explicit Device(crypto::CredentialKeyPair::Kind kind = crypto::CredentialKeyPair::Kind::kP256);

  // Right answers: nobody verified, no counter, not backed up.
  web_authn::AuthenticatorData DataOfRegistration(const Ceremony& ceremony) const;
  web_authn::AuthenticatorData DataOfProof(const Ceremony& ceremony) const;
  Registration Register(const Ceremony& ceremony) const { return Register(ceremony, DataOfRegistration(ceremony)); }
  Registration Register(const Ceremony& ceremony, const web_authn::AuthenticatorData& data) const;
  Proof Prove(const Ceremony& ceremony) const { return Prove(ceremony, DataOfProof(ceremony)); }
  Proof Prove(const Ceremony& ceremony, const web_authn::AuthenticatorData& data) const;

  // Over what the proof holds now.
  void Sign(Proof& proof) const;

  // A packed statement by the passkey itself.
  void Attest(Registration& registration) const;

  std::string id = "the id of a passkey";
  crypto::CredentialKeyPair pair;
};

// JSON: client data of the type "webauthn.create" or "webauthn.get".
std::string ClientDataOf(const Ceremony& ceremony, std::string_view type);

}  // namespace rockpool::support
