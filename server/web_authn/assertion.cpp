#include <algorithm>

#include "server/api/json.h"
#include "server/crypto/digest.h"
#include "server/web_authn/answer_json.h"
#include "server/web_authn/authenticator_data.h"
#include "server/web_authn/client_data.h"
#include "server/web_authn/cose_key.h"
#include "server/web_authn/web_authn.h"

namespace rockpool::web_authn {
namespace {

struct Answer {
  std::string client_data;
  std::string authenticator_data;
  std::string signature;
  std::string user_handle;
};

Answer ReadAnswer(const api::JsonValue& response) {
  Answer answer{
      BytesMember(response, "clientDataJSON"), BytesMember(response, "authenticatorData"), BytesMember(response, "signature"), {}};
  const auto handle = response.FindMember("userHandle");
  if (handle != response.MemberEnd() && !handle->value.IsNull()) {
    answer.user_handle = BytesMember(response, "userHandle");
  }
  return answer;
}

void CheckWhoAndWhere(const Expected& expected, const Answer& answer, const AuthenticatorData& data) {
  const ClientData client = ReadClientData(answer.client_data, "webauthn.get");
  if (client.challenge != expected.challenge) {
    throw Refused(Fault::kChallenge, "Another challenge was answered.");
  }
  if (data.relying_party_hash != crypto::Sha256(expected.relying_party_id)) {
    throw Refused(Fault::kRelyingParty, "The passkey is another relying party's.");
  }
  if (client.is_framed || !IsOriginOf(client.origin, expected.relying_party_id)) {
    throw Refused(Fault::kOrigin, "The page is none of the relying party's.");
  }
  if (expected.must_verify_user && !data.is_user_verified) {
    throw Refused(Fault::kUserVerification, "The user was not verified.");
  }
}

bool IsProof(const KnownCredential& credential, const KeyReader& key_of, const Answer& answer) {
  const std::string data = answer.authenticator_data + crypto::Sha256(answer.client_data);
  return key_of ? key_of(credential)->Verifies(data, answer.signature)
                : CoseKey::FromBytes(credential.public_key).Verifies(data, answer.signature);
}

}  // namespace

Asserted VerifyAssertion(const Expected& expected, std::span<const KnownCredential> known, std::string_view credential_json,
                         const KeyReader& key_of) {
  api::LocalDocument document;
  const api::JsonValue* response = nullptr;
  const std::string id = ReadCredential(credential_json, document, response);
  const Answer answer = ReadAnswer(*response);
  const AuthenticatorData data = ReadAuthenticatorData(answer.authenticator_data);
  if (data.credential) {
    throw Refused(Fault::kMalformed, "A new passkey is in what should prove an old one.");
  }
  CheckWhoAndWhere(expected, answer, data);
  const auto credential = std::ranges::find(known, id, &KnownCredential::credential_id);
  if (credential == known.end()) {
    throw Refused(Fault::kUnknownCredential, "The user has no such passkey.");
  }
  if (!answer.user_handle.empty() && answer.user_handle != expected.user_handle) {
    throw Refused(Fault::kUnknownCredential, "The passkey says that it is another user's.");
  }
  // It is a passkey's for ever (Web Authentication, 7.2).
  if (data.is_backup_eligible != credential->is_backup_eligible) {
    throw Refused(Fault::kMalformed, "The passkey has changed whether it may be backed up.");
  }
  if (!IsProof(*credential, key_of, answer)) {
    throw Refused(Fault::kSignature, "The signature is not the passkey's.");
  }
  // Those that synchronise between devices count nothing and say 0.
  if ((data.sign_count != 0 || credential->sign_count != 0) && data.sign_count <= credential->sign_count) {
    throw Refused(Fault::kCounter, "The passkey's counter went back, as that of a copy does.");
  }
  return {credential->credential_id, data.sign_count, data.is_user_verified};
}

}  // namespace rockpool::web_authn
