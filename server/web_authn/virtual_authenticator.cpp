#include "server/web_authn/virtual_authenticator.h"

#include <algorithm>
#include <array>
#include <utility>

#include "server/api/json_object.h"
#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/web_authn/answer_json.h"
#include "server/web_authn/authenticator_data.h"
#include "server/web_authn/cbor.h"
#include "server/web_authn/client_data.h"
#include "server/web_authn/cose_key.h"

namespace rockpool::web_authn {
namespace {

using Kind = crypto::CredentialKeyPair::Kind;

constexpr std::size_t kIdBytes = 32;

std::string Text(const api::JsonValue& object, const char* name, const char* refusal) {
  const auto text = TextMember(object, name);
  if (!text || text->empty()) {
    throw CannotAnswer(refusal);
  }
  return std::string(*text);
}

std::string Bytes(const api::JsonValue& object, const char* name, const char* refusal) {
  auto bytes = crypto::Base64UrlDecode(Text(object, name, refusal));
  if (!bytes) {
    throw CannotAnswer(refusal);
  }
  return *std::move(bytes);
}

const api::JsonValue& Object(const api::JsonValue& object, const char* name, const char* refusal) {
  const auto found = object.FindMember(name);
  if (found == object.MemberEnd() || !found->value.IsObject()) {
    throw CannotAnswer(refusal);
  }
  return found->value;
}

// Empty where there is none.
std::vector<const api::JsonValue*> ObjectsIn(const api::JsonValue& object, const char* name) {
  std::vector<const api::JsonValue*> objects;
  const auto found = object.FindMember(name);
  if (found != object.MemberEnd() && found->value.IsArray()) {
    for (const api::JsonValue& element : found->value.GetArray()) {
      if (element.IsObject()) {
        objects.push_back(&element);
      }
    }
  }
  return objects;
}

Kind KindOf(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::kEs256:
      return Kind::kP256;
    case Algorithm::kRs256:
      return Kind::kRsa2048;
    case Algorithm::kEdDsa:
      break;
  }
  return Kind::kEd25519;
}

Algorithm FirstKnown(const api::JsonValue& options) {
  for (const api::JsonValue* const parameter : ObjectsIn(options, "pubKeyCredParams")) {
    const auto number = parameter->FindMember("alg");
    for (const Algorithm known : {Algorithm::kEs256, Algorithm::kRs256, Algorithm::kEdDsa}) {
      if (number != parameter->MemberEnd() && number->value.IsInt() && number->value.GetInt() == static_cast<int>(known)) {
        return known;
      }
    }
  }
  throw CannotAnswer("The options offer no algorithm of -7, -257 and -8 in pubKeyCredParams.");
}

std::string ClientDataOf(const api::JsonValue& options, const Manner& manner, const std::string& relying_party_id, std::string_view type) {
  const bool is_local = relying_party_id == "localhost" || relying_party_id.ends_with(".localhost");
  return ToJson({.challenge = Text(options, "challenge", "The options have no challenge."),
                 .origin = manner.origin.value_or((is_local ? "http://" : "https://") + relying_party_id)},
                type);
}

std::string AttestationObject(std::string_view authenticator_data) {
  std::string object;
  WriteCborMap(object, 3);
  WriteCborText(object, "fmt");
  WriteCborText(object, "none");
  WriteCborText(object, "attStmt");
  WriteCborMap(object, 0);
  WriteCborText(object, "authData");
  WriteCborBytes(object, authenticator_data);
  return object;
}

// What registrations and proofs have in common.
std::string CredentialJson(std::string_view id, std::string_view attachment, std::string_view extensions, std::string_view response) {
  const std::string text = crypto::Base64UrlEncode(id);
  api::JsonObject json;
  json.Add("authenticatorAttachment", attachment);
  json.AddJson("clientExtensionResults", extensions);
  json.Add("id", text);
  json.Add("rawId", text);
  json.AddJson("response", response);
  json.Add("type", std::string_view("public-key"));
  return json.Text();
}

void AddBytes(api::JsonObject& json, std::string_view name, std::string_view bytes) { json.Add(name, crypto::Base64UrlEncode(bytes)); }

std::vector<std::string> AllowedIds(const api::JsonValue& options) {
  std::vector<std::string> ids;
  for (const api::JsonValue* const descriptor : ObjectsIn(options, "allowCredentials")) {
    ids.push_back(Bytes(*descriptor, "id", "An id in allowCredentials is no base64url."));
  }
  return ids;
}

}  // namespace

std::string VirtualAuthenticator::Create(const api::JsonValue& options, const Manner& manner) {
  const std::string party = Text(Object(options, "rp", "The options have no rp."), "id", "The options have no rp.id.");
  const api::JsonValue& user = Object(options, "user", "The options have no user.");
  const std::string client_data = ClientDataOf(options, manner, party, "webauthn.create");
  std::array<unsigned char, kIdBytes> id{};
  random_.Fill(id);
  Held held{.id = {reinterpret_cast<const char*>(id.data()), id.size()},
            .pair = crypto::CredentialKeyPair::Generate(KindOf(manner.algorithm ? *manner.algorithm : FirstKnown(options))),
            .relying_party_id = party,
            .user_handle = Bytes(user, "id", "The options have no user.id in base64url."),
            .username = Text(user, "name", "The options have no user.name."),
            .attachment = manner.attachment};
  const std::string authenticator_data = BytesOf(AuthenticatorData{
      .relying_party_hash = crypto::Sha256(party),
      .is_user_present = true,
      .is_user_verified = manner.is_user_verified,
      .credential = AttestedCredential{std::string(kAaguidBytes, '\0'), held.id, CoseKeyOf(held.pair)},
  });
  api::JsonObject response;
  AddBytes(response, "attestationObject", AttestationObject(authenticator_data));
  AddBytes(response, "authenticatorData", authenticator_data);
  AddBytes(response, "clientDataJSON", client_data);
  response.Add("publicKeyAlgorithm", static_cast<std::int32_t>(AlgorithmOf(held.pair)));
  response.Add("transports", std::vector<std::string>{held.attachment == "platform" ? "internal" : "usb"});
  std::string answer = CredentialJson(held.id, held.attachment, R"({"credProps":{"rk":true}})", response.Text());
  const util::LockGuard lock(mutex_);
  held_.push_back(std::move(held));
  if (held_.size() > kMostPasskeys) {
    held_.pop_front();
  }
  return answer;
}

std::string VirtualAuthenticator::Prove(const api::JsonValue& options, const Manner& manner) {
  const std::string party = Text(options, "rpId", "The options have no rpId.");
  const std::string client_data = ClientDataOf(options, manner, party, "webauthn.get");
  const Held held = Use(party, AllowedIds(options));
  const std::string authenticator_data = BytesOf(AuthenticatorData{
      .relying_party_hash = crypto::Sha256(party),
      .is_user_present = true,
      .is_user_verified = manner.is_user_verified,
      .sign_count = held.sign_count,
  });
  api::JsonObject response;
  AddBytes(response, "authenticatorData", authenticator_data);
  AddBytes(response, "clientDataJSON", client_data);
  AddBytes(response, "signature", held.pair.Sign(authenticator_data + crypto::Sha256(client_data)));
  AddBytes(response, "userHandle", held.user_handle);
  return CredentialJson(held.id, held.attachment, "{}", response.Text());
}

VirtualAuthenticator::Held VirtualAuthenticator::Use(const std::string& relying_party_id, const std::vector<std::string>& allowed) {
  const util::LockGuard lock(mutex_);
  const auto newest = std::find_if(held_.rbegin(), held_.rend(), [&](const Held& held) {
    return held.relying_party_id == relying_party_id && (allowed.empty() || std::ranges::find(allowed, held.id) != allowed.end());
  });
  if (newest == held_.rend()) {
    throw CannotAnswer("The authenticator has no such passkey of this relying party.");
  }
  ++newest->sign_count;
  return *newest;
}

std::vector<HeldPasskey> VirtualAuthenticator::List() const {
  const util::LockGuard lock(mutex_);
  std::vector<HeldPasskey> passkeys;
  for (const Held& held : held_) {
    passkeys.push_back({.id = crypto::Base64UrlEncode(held.id),
                        .relying_party_id = held.relying_party_id,
                        .username = held.username,
                        .algorithm = AlgorithmOf(held.pair),
                        .attachment = held.attachment,
                        .sign_count = held.sign_count});
  }
  return passkeys;
}

void VirtualAuthenticator::Forget() {
  const util::LockGuard lock(mutex_);
  held_.clear();
}

}  // namespace rockpool::web_authn
