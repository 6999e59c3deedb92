#include "tests/support/passkeys.h"

#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/web_authn/cbor.h"
#include "server/web_authn/client_data.h"
#include "server/web_authn/cose_key.h"

namespace rockpool::support {
namespace {

using crypto::Base64UrlEncode;

std::string Credential(const std::string& id, const std::string& response, const std::string& members) {
  const std::string text = Base64UrlEncode(id);
  return R"({"id":")" + text + R"(","rawId":")" + text + R"(","type":"public-key","response":{)" + response + "}" + members + "}";
}

std::string Member(std::string_view name, std::string_view bytes) {
  return "\"" + std::string(name) + R"(":")" + Base64UrlEncode(bytes) + "\"";
}

}  // namespace

std::string Registration::AttestationObject() const {
  std::string object;
  web_authn::WriteCborMap(object, 3);
  web_authn::WriteCborText(object, "fmt");
  web_authn::WriteCborText(object, format);
  web_authn::WriteCborText(object, "attStmt");
  object += statement;
  web_authn::WriteCborText(object, "authData");
  web_authn::WriteCborBytes(object, authenticator_data);
  return object;
}

std::string Registration::Json() const {
  return Credential(id, Member("clientDataJSON", client_data) + "," + Member("attestationObject", AttestationObject()) + response_members,
                    members);
}

std::string Proof::Json() const {
  return Credential(id,
                    Member("clientDataJSON", client_data) + "," + Member("authenticatorData", authenticator_data) + "," +
                        Member("signature", signature) + response_members,
                    members);
}

Device::Device(crypto::CredentialKeyPair::Kind kind) : pair(crypto::CredentialKeyPair::Generate(kind)) {}

web_authn::AuthenticatorData Device::DataOfProof(const Ceremony& ceremony) const {
  web_authn::AuthenticatorData data;
  data.relying_party_hash = crypto::Sha256(ceremony.relying_party_id);
  data.is_user_present = true;
  return data;
}

web_authn::AuthenticatorData Device::DataOfRegistration(const Ceremony& ceremony) const {
  web_authn::AuthenticatorData data = DataOfProof(ceremony);
  data.credential = web_authn::AttestedCredential{"0123456789abcdef", id, web_authn::CoseKeyOf(pair)};
  return data;
}

Registration Device::Register(const Ceremony& ceremony, const web_authn::AuthenticatorData& data) const {
  Registration registration;
  registration.id = id;
  registration.client_data = ClientDataOf(ceremony, "webauthn.create");
  registration.authenticator_data = web_authn::BytesOf(data);
  return registration;
}

Proof Device::Prove(const Ceremony& ceremony, const web_authn::AuthenticatorData& data) const {
  Proof proof;
  proof.id = id;
  proof.client_data = ClientDataOf(ceremony, "webauthn.get");
  proof.authenticator_data = web_authn::BytesOf(data);
  Sign(proof);
  return proof;
}

void Device::Sign(Proof& proof) const { proof.signature = pair.Sign(proof.authenticator_data + crypto::Sha256(proof.client_data)); }

void Device::Attest(Registration& registration) const {
  registration.format = "packed";
  registration.statement.clear();
  web_authn::WriteCborMap(registration.statement, 2);
  web_authn::WriteCborText(registration.statement, "alg");
  web_authn::WriteCborInteger(registration.statement, static_cast<int>(web_authn::AlgorithmOf(pair)));
  web_authn::WriteCborText(registration.statement, "sig");
  web_authn::WriteCborBytes(registration.statement, pair.Sign(registration.authenticator_data + crypto::Sha256(registration.client_data)));
}

std::string ClientDataOf(const Ceremony& ceremony, std::string_view type) {
  return web_authn::ToJson({.challenge = ceremony.challenge, .origin = ceremony.origin}, type);
}

}  // namespace rockpool::support
