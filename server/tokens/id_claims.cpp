#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "server/accounts/links.h"
#include "server/clients/app_clients.h"
#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/tokens/written_claims.h"
#include "server/util/lists.h"

namespace rockpool::tokens {
namespace {

constexpr std::array<std::string_view, 6> kSaidApart{"sub",       "email", "email_verified", "phone_number", "phone_number_verified",
                                                     "identities"};

class IdClaims {
 public:
  IdClaims(const TokenFacts& facts, ChangedClaims& claims) : facts_(facts), groups_(GroupsIn(facts)), claims_(claims) {}

  void Write(std::string_view jti, std::string_view access_token) {
    const bool can_be_revoked = CanBeRevoked(facts_.client);
    if (facts_.has_at_hash && !access_token.empty()) {
      // The first half of the digest of the token beside it (OpenID Connect Core, 3.1.3.6). Assumed: who answers decides, not the sign-in.
      claims_.Add("at_hash", crypto::Base64UrlEncode(crypto::Sha256(access_token).substr(0, 16)));
    }
    claims_.Add("sub", accounts::SubOf(facts_.user));
    AddGroups(claims_, groups_);
    AddFlag("email");
    if (groups_.preferred_role) {
      claims_.Add("cognito:preferred_role", *groups_.preferred_role);
    }
    claims_.Add("iss", facts_.issuer);
    AddFlag("phone_number");
    claims_.Add("cognito:username", facts_.user.username());
    if (facts_.nonce) {
      claims_.Add("nonce", *facts_.nonce);
    }
    if (can_be_revoked) {
      claims_.Add("origin_jti", facts_.origin_jti);
    }
    AddSession(facts_, claims_);
    if (!groups_.roles.empty()) {
      claims_.Add("cognito:roles", groups_.roles);
    }
    claims_.Add("aud", facts_.client.id);
    // Assumed: whatever the client may read and the scopes show.
    if (const std::string identities = accounts::IdentitiesClaim(facts_.user); !identities.empty()) {
      claims_.AddJson("identities", identities);
    }
    claims_.Add("event_id", facts_.event_id);
    claims_.Add("token_use", std::string_view("id"));
    claims_.Add("auth_time", facts_.auth_time);
    AddLevel(facts_, claims_);
    AddIfReadable("phone_number");
    claims_.Add("exp", facts_.now + clients::TokenLivesOf(facts_.client.settings).id.count());
    claims_.Add("iat", facts_.now);
    if (can_be_revoked) {
      claims_.Add("jti", jti);
    }
    AddIfReadable("email");
    AddOthers();
  }

 private:
  bool IsShown(std::string_view attribute) const {
    return clients::MayRead(facts_.client, attribute) && (!facts_.from_oauth || ShowsAttribute(facts_.scope, attribute));
  }

  // The flag is there where its value is (recorded by moto, test_cognitoidp.py: no e-mail, no claim of it).
  void AddFlag(std::string_view attribute) {
    const std::string flag = std::string(attribute) + "_verified";
    if (accounts::HasValue(facts_.user, attribute) && IsShown(flag)) {
      claims_.Add(flag, accounts::IsVerified(facts_.user, attribute));
    }
  }

  void AddIfReadable(std::string_view attribute) {
    if (const std::string* value = accounts::FindAttribute(facts_.user, attribute); value != nullptr && IsShown(attribute)) {
      claims_.Add(attribute, *value);
    }
  }

  void AddOthers() {
    for (const api::AttributeType& attribute : util::MembersOf(facts_.user.content.UserAttributes)) {
      if (std::ranges::find(kSaidApart, attribute.Name) != kSaidApart.end() || !attribute.Value || !IsShown(attribute.Name)) {
        continue;
      }
      if (attribute.Name == "address") {
        claims_.Add("address", std::map<std::string, std::string, std::less<>>{{"formatted", *attribute.Value}});
      } else if (std::int64_t seconds = 0; attribute.Name == "updated_at" && IsNumber(*attribute.Value, seconds)) {
        claims_.Add("updated_at", seconds);
      } else {
        claims_.Add(attribute.Name, *attribute.Value);
      }
    }
  }

  static bool IsNumber(const std::string& text, std::int64_t& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
  }

  const TokenFacts& facts_;
  const GroupClaims groups_;
  ChangedClaims& claims_;
};

}  // namespace

void WriteIdClaims(const TokenFacts& facts, std::string_view jti, std::string_view access_token, ChangedClaims& claims) {
  IdClaims(facts, claims).Write(jti, access_token);
}

}  // namespace rockpool::tokens
