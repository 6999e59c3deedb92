#include "server/federation/stand_ins/id_token.h"

#include <utility>

#include "server/api/json.h"
#include "server/api/json_object.h"
#include "server/crypto/jws.h"
#include "server/federation/stand_ins/keys.h"

namespace rockpool::federation {
namespace {

using identity_providers::ProviderInUse;

constexpr std::int64_t kLifetime = 3600;
constexpr std::int64_t kFar = 24 * 3600;

class Payload {
 public:
  Payload() { json_.SetObject(); }

  void Set(const char* name, const std::string& value) {
    Put(name, rapidjson::Value(value.data(), static_cast<rapidjson::SizeType>(value.size()), json_.GetAllocator()));
  }
  void Set(const char* name, std::int64_t value) { Put(name, rapidjson::Value(value)); }

  void SetClaims(const std::string& claims, bool names_too) {
    rapidjson::Document given;
    api::ParseStoredJson(claims, given);
    for (const auto& member : given.GetObject()) {
      const std::string_view name = api::TextOf(member.name);
      if (names_too || (name != "firstName" && name != "lastName")) {
        Put(std::string(name).c_str(), rapidjson::Value(member.value, json_.GetAllocator()));
      }
    }
  }

  std::string Text() const {
    api::JsonBuffer buffer;
    api::JsonWriter writer(buffer);
    json_.Accept(writer);
    return {buffer.GetString(), buffer.GetSize()};
  }

 private:
  void Put(const char* name, rapidjson::Value value) {
    json_.RemoveMember(name);
    json_.AddMember(rapidjson::Value(name, json_.GetAllocator()), value, json_.GetAllocator());
  }

  rapidjson::Document json_;
};

void MakeWrong(Payload& payload, Wrong wrong, std::int64_t now) {
  switch (wrong) {
    case Wrong::kWrongIssuer:
      return payload.Set("iss", std::string("https://other.example"));
    case Wrong::kWrongAudience:
      return payload.Set("aud", std::string("another-client"));
    case Wrong::kWrongNonce:
      return payload.Set("nonce", std::string("the-nonce-of-another-request"));
    case Wrong::kExpired:
      payload.Set("iat", now - kFar);
      return payload.Set("exp", now - kFar + kLifetime);
    case Wrong::kNotYetValid:
      payload.Set("iat", now + kFar);
      payload.Set("nbf", now + kFar);
      return payload.Set("exp", now + kFar + kLifetime);
    default:
      return;
  }
}

// Another signature of the same length.
void SpoilSignature(std::string& token) {
  char& first = token[token.rfind('.') + 1];
  first = first == 'A' ? 'B' : 'A';
}

}  // namespace

std::string IssuerOfStandIn(const ProviderInUse& provider) { return provider.Detail("oidc_issuer"); }

bool HasIdToken(const ProviderInUse& provider) {
  return provider.type == &identity_providers::kOidc || provider.type == &identity_providers::kGoogle ||
         provider.type == &identity_providers::kSignInWithApple;
}

std::string IdTokenFor(const world::World& world, const ProviderInUse& provider, const Grant& grant, const std::optional<Wrong>& wrong) {
  const std::int64_t now = world.wall_clock.Now() / 1000;
  Payload payload;
  payload.Set("iss", IssuerOfStandIn(provider));
  payload.Set("sub", grant.identity.subject);
  payload.Set("aud", provider.Detail("client_id"));
  payload.Set("iat", now);
  payload.Set("exp", now + kLifetime);
  if (!grant.nonce.empty()) {
    payload.Set("nonce", grant.nonce);
  }
  payload.SetClaims(grant.identity.claims, provider.type != &identity_providers::kSignInWithApple);
  if (wrong) {
    MakeWrong(payload, *wrong, now);
  }
  const auto own = KeyOf(world, provider);
  const auto key = wrong == Wrong::kOtherKey ? StrangeKey(world, provider) : own;
  api::JsonObject header;
  header.Add("alg", std::string_view("RS256"));
  header.Add("kid", own->kid);
  header.Add("typ", std::string_view("JWT"));
  std::string token = crypto::SignJws(header.Text(), payload.Text(), key->key);
  if (wrong == Wrong::kBadSignature) {
    SpoilSignature(token);
  }
  return token;
}

}  // namespace rockpool::federation
